import { RelativeTime } from '@promotion-bus/kit/components/time';
import { Tag } from '@promotion-bus/kit/components/tag';
import { CircleCheck, CircleSlash, CircleX, UsersRound } from 'lucide-react';
import type { Approval } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { askedGroups, personName } from '../model/people';
import styles from './decision.module.css';
import { Section } from './section';

/** Who must agree, who has, who else can, and whether the reader may; with the reason where not. */
export function Deciders({ request }: { request: Approval }) {
  const t = useText();
  const { may, not } = askedGroups(request.asked ?? []);
  return (
    <Section
      icon={UsersRound}
      title={t('approval.deciders')}
      aside={request.require
        .map(({ role, count, met }) => t('approval.requirement', { role: role.toUpperCase(), met, count }))
        .join(' · ')}
    >
      <ul className={styles['facts']}>
        {request.decisions.map((decision) => (
          <li key={`${decision.actor.subject ?? personName(decision.actor)} ${decision.at}`} className={styles['fact']}>
            {decision.decision === 'approve' ? (
              <Tag tone="good" icon={CircleCheck} bare>
                {t('approval.approvedBy', { who: personName(decision.actor) })}
              </Tag>
            ) : (
              <Tag tone="bad" icon={CircleX} bare>
                {t('approval.rejectedBy', { who: personName(decision.actor) })}
              </Tag>
            )}
            <span className={styles['soft']}>
              <RelativeTime at={decision.at} />
            </span>
            {decision.comment ? <q className={styles['quote']}>{decision.comment}</q> : null}
          </li>
        ))}
        {request.state === 'open' ? (
          <li className={styles['fact']}>
            {request.you.may ? (
              <Tag tone="good" icon={CircleCheck} bare>
                {t('approval.youMay')}
              </Tag>
            ) : (
              <>
                <Tag tone="caution" icon={CircleSlash} bare>
                  {t('approval.youMayNot')}
                </Tag>
                {request.you.because ? <span>{request.you.because.text}</span> : null}
              </>
            )}
          </li>
        ) : null}
        {may.length > 0 ? (
          <li className={styles['fact']}>
            <span className={styles['soft']}>{t('approval.canDecide')}</span>
            <span>{may.map(personName).join(', ')}</span>
          </li>
        ) : null}
        {not.map((group) => (
          <li key={group.because} className={styles['fact']}>
            <span className={styles['soft']}>{t('approval.cannotDecide')}</span>
            <span>
              {group.people.map(personName).join(', ')}
              {group.because ? ` — ${group.because}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
