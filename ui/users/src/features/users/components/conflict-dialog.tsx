import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { RelativeTime } from '@promotion-bus/kit/components/time';
import { useEffect, useRef, useState } from 'react';
import type { User, UserData } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { compare, dataOf, firstChoices, openFields, settled } from '../model/conflict';
import styles from './conflict-dialog.module.css';
import { ConflictField } from './conflict-field';
import { Troubles } from './troubles';
import type { Saving } from './use-saving';

/** Both versions side by side; each field that differs is decided by the person, nothing is written before. */
export function ConflictDialog({ base, mine, theirs, saving, onClose, onLeave, onSettle }: {
  base: User;
  mine: UserData;
  theirs: User;
  saving: Saving;
  onClose: () => void;
  /** The stored version stays as it is. */
  onLeave: () => void;
  onSettle: (settled: UserData) => void;
}) {
  const t = useText();
  const conflicts = compare(dataOf(base), mine, dataOf(theirs));
  const [choices, setChoices] = useState(() => firstChoices(conflicts));
  const [asked, setAsked] = useState(false);
  const text = useRef<HTMLParagraphElement>(null);
  const fieldset = useRef<HTMLDivElement>(null);
  const open = openFields(conflicts, choices);
  useEffect(() => text.current?.focus(), []);
  const settle = () => {
    const [first] = open;
    if (!first) return onSettle(settled(conflicts, choices));
    setAsked(true);
    fieldset.current?.querySelector<HTMLInputElement>(`input[name="conflict-${first}"]`)?.focus();
  };
  return (
    <Dialog
      wide
      title={t('conflict.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onLeave}>{t('conflict.leave')}</Button>
          <Button variant="primary" onPress={settle} isPending={saving.isPending}>
            {t('conflict.save')}
          </Button>
        </>
      }
    >
      <Troubles error={saving.error} />
      <p className={styles['text']} tabIndex={-1} ref={text}>
        {t('conflict.text')}{' '}
        <span className={styles['when']}>
          {t('conflict.storedAt')} <RelativeTime at={theirs.updatedAt} />.
        </span>
      </p>
      <div className={styles['fields']} ref={fieldset}>
        {conflicts.map((conflict) => (
          <ConflictField
            key={conflict.field}
            conflict={conflict}
            side={choices[conflict.field]}
            isMissing={asked && open.includes(conflict.field)}
            onChoose={(side) => setChoices({ ...choices, [conflict.field]: side })}
          />
        ))}
      </div>
    </Dialog>
  );
}
