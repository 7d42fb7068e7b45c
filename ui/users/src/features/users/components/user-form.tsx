import { TextLine } from '@promotion-bus/kit/components/field';
import { useEffect, useRef } from 'react';
import type { UserData } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { type Field, fields } from '../model/conflict';
import styles from './dialogs.module.css';
import type { Saving } from './use-saving';

/** The fields of a user. What the server refuses stands at its field, which takes the focus; limits are the server's. */
export function UserForm({ id, value, saving, onChange, onSubmit }: {
  /** For the button outside of the form that sends it. */
  id: string;
  value: UserData;
  saving: Saving;
  onChange: (value: UserData) => void;
  onSubmit: () => void;
}) {
  const t = useText();
  const name = useRef<HTMLInputElement>(null);
  const email = useRef<HTMLInputElement>(null);
  const { errors, refusals } = saving;
  useEffect(() => {
    if (refusals === 0) return;
    const inputs = { name, email };
    const first = fields.find((field) => errors[field]);
    if (first) inputs[first].current?.focus();
    // Only a new answer moves the focus, not the mending of a field.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [refusals]);
  const change = (field: Field) => (text: string) => {
    saving.edited(field);
    onChange({ ...value, [field]: text });
  };
  return (
    <form
      id={id}
      noValidate
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <TextLine
        label={t('users.field.name')}
        value={value.name}
        onChange={change('name')}
        error={errors.name ?? null}
        isRequired
        autoFocus
        autoComplete="off"
        inputRef={name}
      />
      <TextLine
        type="email"
        label={t('users.field.email')}
        value={value.email}
        onChange={change('email')}
        error={errors.email ?? null}
        isRequired
        autoComplete="off"
        inputRef={email}
      />
    </form>
  );
}
