import { FullTime, Span } from '@promotion-bus/kit/components/time';
import { Tag } from '@promotion-bus/kit/components/tag';
import { BadgeCheck, CircleCheck, CircleDashed, HeartPulse } from 'lucide-react';
import type { Approval } from '../../../api/types';
import { useText } from '../../../i18n/text';
import styles from './decision.module.css';
import { Section } from './section';

/** What the stages before this one have shown. */
export function Evidence({ request }: { request: Approval }) {
  const t = useText();
  return (
    <Section icon={BadgeCheck} title={t('approval.evidence')}>
      <ul className={styles['facts']}>
        {request.evidence.map((each) => (
          <li key={each.stage} className={styles['fact']}>
            <span className={styles['factName']}>{each.stage}</span>
            <span className={styles['factBody']}>
              {each.verifiedAt ? (
                <Tag tone="good" icon={CircleCheck} bare>
                  <span>
                    {t('approval.verified')} <FullTime at={each.verifiedAt} />
                  </span>
                </Tag>
              ) : (
                <Tag tone="muted" icon={CircleDashed} bare>
                  {t('approval.notVerified')}
                </Tag>
              )}
              {each.healthySince ? (
                <Tag tone="good" icon={HeartPulse} bare>
                  <span>
                    {t('approval.healthyFor')} <Span from={each.healthySince} />
                  </span>
                </Tag>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {request.evidence.length === 0 ? <p className={styles['soft']}>{t('approval.noEvidence')}</p> : null}
    </Section>
  );
}
