import { useId, type ReactNode, type Ref } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import styles from './field.module.css';

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  error?: string | null;
  placeholder?: string;
  maxLength?: number;
  isRequired?: boolean;
  autoFocus?: boolean;
  labelHidden?: boolean;
}

export function TextLine({ type = 'text', inputRef, list, autoComplete, ...props }: FieldProps & {
  type?: 'text' | 'search' | 'datetime-local' | 'email';
  autoComplete?: string;
  inputRef?: Ref<HTMLInputElement>;
  list?: string;
}) {
  return (
    <Field {...props}>
      <Input
        ref={inputRef ?? null}
        type={type}
        className={styles['input'] ?? ''}
        placeholder={props.placeholder ?? ''}
        list={list}
        {...(autoComplete ? { autoComplete } : {})}
      />
    </Field>
  );
}

export function TextBlock({ areaRef, rows = 3, ...props }: FieldProps & {
  areaRef?: Ref<HTMLTextAreaElement>;
  rows?: number;
}) {
  return (
    <Field {...props}>
      <TextArea
        ref={areaRef ?? null}
        rows={rows}
        className={styles['input'] ?? ''}
        placeholder={props.placeholder ?? ''}
      />
    </Field>
  );
}

function Field({ label, value, onChange, hint, error, maxLength, isRequired, autoFocus, labelHidden, children }: FieldProps & {
  children: ReactNode;
}) {
  return (
    <TextField
      className={styles['field'] ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      {...(maxLength ? { maxLength } : {})}
      {...(isRequired ? { isRequired } : {})}
      {...(autoFocus ? { autoFocus } : {})}
    >
      <Label className={labelHidden ? 'visually-hidden' : (styles['label'] ?? '')}>{label}</Label>
      {children}
      {hint && !error ? (
        <Text slot="description" className={styles['hint'] ?? ''}>
          {hint}
        </Text>
      ) : null}
      <FieldError className={styles['error'] ?? ''}>{error}</FieldError>
    </TextField>
  );
}

export interface Choice {
  value: string;
  label: string;
}

/** The platform's own select: right on phones, and the keyboard works everywhere. */
export function SelectField({ label, value, onChange, choices, labelHidden }: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: readonly Choice[];
  labelHidden?: boolean;
}) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : styles['label']}>
        {label}
      </label>
      <select id={id} className={styles['input']} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
