import { Notice } from '@promotion-bus/kit/components/notice';
import type { Policy } from '../../../api/types';
import { Facts } from '../../../components/facts';
import { ServerText } from '../../../components/server-text';
import { useText } from '../../../i18n/text';
import { gateOf } from '../../../model/acts';
import { policyFacts } from '../model/policy';
import styles from './stage-sheet.module.css';

/** What the stage asks for before something comes in, in words; where nothing does, how that changes. */
export function StagePolicy({ policy, loaded }: { policy: Policy | null; loaded: boolean }) {
  const t = useText();
  const facts = policy ? policyFacts(policy.spec) : null;
  return (
    <section className={styles['section']} aria-labelledby="stage-policy">
      <h3 id="stage-policy" className={styles['title']}>
        {t('stage.policy')}
      </h3>
      {policy && (policy.because || !policy.ready) ? (
        <Notice
          tone={policy.ready ? 'caution' : 'bad'}
          title={t(policy.ready ? 'policy.unmeetable' : 'policy.invalid', { name: policy.name })}
        >
          {policy.because ? <ServerText text={policy.because} /> : null}
        </Notice>
      ) : null}
      {policy && facts ? (
        <Facts
          rows={[
            [t('policy.name'), <code key="name">{policy.name}</code>],
            [t('policy.promotion'), t(`policy.gate.${gateOf(policy)}`)],
            [t('policy.require'), facts.require.map(({ role, count }) => `${count} × ${role}`).join(', ')],
            [t('policy.distinctFrom'), facts.distinctFrom.join(', ')],
            [
              t('policy.windows'),
              facts.windows.length === 0 ? null : (
                <ul key="windows">
                  {facts.windows.map((window) => (
                    <li key={window.schedule}>
                      {t(`policy.window.${window.kind}`)} <code>{window.schedule}</code> {window.duration}
                      {window.reason ? ` · ${window.reason}` : ''}
                    </li>
                  ))}
                </ul>
              ),
            ],
            [t('policy.rollback'), t(facts.rollback ? 'policy.on' : 'policy.off')],
          ]}
        />
      ) : null}
      {loaded && !policy ? <p className={styles['soft']}>{t('policy.none')}</p> : null}
    </section>
  );
}
