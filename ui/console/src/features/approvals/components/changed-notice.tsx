import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import type { Approval } from '../../../api/types';
import { type Text, useText } from '../../../i18n/text';
import { type Difference, differences } from '../model/difference';
import styles from './decision.module.css';

/** What is on the screen is no longer what would be decided: says what differs, and nothing can be decided until read. */
export function ChangedNotice({ shown, now, onAccept }: { shown: Approval; now: Approval; onAccept: () => void }) {
  const t = useText();
  return (
    <Notice
      tone="caution"
      live="assertive"
      title={t('approval.changedTitle')}
      actions={
        <Button size="small" onPress={onAccept}>
          {t('approval.changedAccept')}
        </Button>
      }
    >
      <ul className={styles['differences']}>
        {differences(shown, now).map((difference) => (
          <li key={difference.kind}>{sentence(difference, t)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function sentence(difference: Difference, t: Text): string {
  switch (difference.kind) {
    case 'other':
      return t('approval.differs.other');
    default:
      return t(`approval.differs.${difference.kind}`, { from: difference.from, to: difference.to });
  }
}
