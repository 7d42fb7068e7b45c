import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageFigures } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { bars, type Compared, durationOf } from '../model/bars';
import { medianText, rateText } from '../model/numbers';
import styles from './measure-chart.module.css';

/** One measure over all stages: a bar for the usual case, a tick where nine of ten ended, and the number in words. */
export function MeasureChart({ measure, stages }: { measure: Compared; stages: readonly StageFigures[] }) {
  const t = useText();
  const { i18n } = useTranslation();
  const id = useId();
  const text = (stage: StageFigures | undefined) => {
    if (!stage) return null;
    return measure === 'changeFailure'
      ? rateText(stage.changeFailure, i18n.language)
      : medianText(durationOf(stage, measure));
  };
  return (
    <figure className={styles['chart']} aria-labelledby={id}>
      <figcaption id={id} className={styles['title']}>
        {t(`figures.${measure}`)}
      </figcaption>
      <ul className={styles['bars']}>
        {bars(stages, measure).map((bar, index) => (
          <li key={`${bar.project} ${bar.stage}`} className={styles['row']}>
            <span className={styles['stage']}>
              {bar.stage} <span className={styles['project']}>{bar.project}</span>
            </span>
            <span className={styles['track']} aria-hidden="true">
              <span
                className={styles['bar']}
                data-measure={measure}
                style={{ width: `${(bar.share ?? 0) * 100}%` }}
              />
              {bar.p90 === null ? null : <span className={styles['tick']} style={{ left: `${bar.p90 * 100}%` }} />}
            </span>
            <span className={styles['value']}>
              {text(stages[index]) ?? <span className={styles['project']}>{t('figures.none')}</span>}
            </span>
          </li>
        ))}
      </ul>
      <details className={styles['definition']}>
        <summary>{t('figures.definition')}</summary>
        <p>{t(`figures.${measure}.definition`)}</p>
        {measure === 'changeFailure' ? null : <p>{t('figures.tick')}</p>}
      </details>
    </figure>
  );
}
