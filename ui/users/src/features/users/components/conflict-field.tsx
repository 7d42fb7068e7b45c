import { useId } from 'react';
import { useText } from '../../../i18n/text';
import type { FieldConflict, Side } from '../model/conflict';
import styles from './conflict-dialog.module.css';

const sides: readonly Side[] = ['mine', 'theirs'];

/** One field in both versions. Where they agree there is nothing to choose. */
export function ConflictField({ conflict, side, isMissing, onChoose }: {
  conflict: FieldConflict;
  side: Side | undefined;
  isMissing: boolean;
  onChoose: (side: Side) => void;
}) {
  const t = useText();
  const error = useId();
  const label = t(`users.field.${conflict.field}`);
  if (conflict.changedBy === 'nobody') {
    return (
      <div className={styles['field']}>
        <p className={styles['legend']}>
          {label} <span className={styles['by']}>{t('conflict.by.nobody')}</span>
        </p>
        <p className={styles['same']}>{conflict.theirs}</p>
      </div>
    );
  }
  return (
    <fieldset className={styles['field']} aria-describedby={isMissing ? error : undefined}>
      <legend className={styles['legend']}>
        {label} <span className={styles['by']}>{t(`conflict.by.${conflict.changedBy}`)}</span>
      </legend>
      <div className={styles['sides']}>
        {sides.map((each) => (
          <label key={each} className={styles['side']} data-chosen={side === each || undefined}>
            <input
              type="radio"
              name={`conflict-${conflict.field}`}
              checked={side === each}
              onChange={() => onChoose(each)}
            />
            <span className={styles['whose']}>{t(`conflict.${each}`)}</span>
            <span className={styles['value']}>{conflict[each] || t('conflict.blank')}</span>
          </label>
        ))}
      </div>
      {isMissing ? (
        <p id={error} role="alert" className={styles['error']}>
          {t('conflict.choose')}
        </p>
      ) : null}
    </fieldset>
  );
}
