import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageFigures } from '../../../api/types';
import { type TextKey, useText } from '../../../i18n/text';
import { frequency, medianText, rateText } from '../model/numbers';
import { DayChart } from './day-chart';
import styles from './figures.module.css';

/** One stage: how often, how fast, how safely; the days as a chart above the five numbers. */
export function StagePanel({ figures }: { figures: StageFigures }) {
  const t = useText();
  const { i18n } = useTranslation();
  const id = useId();
  const often = frequency(figures.deploymentsPerDay);
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const rows: [TextKey, string | null][] = [
    ['figures.frequency', t(`figures.per.${often.unit}`, { value: number.format(often.value) })],
    ['figures.leadTime', medianText(figures.leadTime)],
    ['figures.changeFailure', rateText(figures.changeFailure, i18n.language)],
    ['figures.restore', medianText(figures.timeToRestore)],
    ['figures.waiting', medianText(figures.waitingForApproval)],
  ];
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <h2 id={id} className={styles['stage']}>
        {figures.stage} <span className={styles['project']}>{figures.project}</span>
      </h2>
      <DayChart days={figures.days} label={t('figures.chart', { stage: figures.stage })} />
      <dl className={styles['numbers']}>
        {rows.map(([key, value]) => (
          <div key={key} className={styles['number']}>
            <dt>{t(key)}</dt>
            <dd>{value ?? <span className={styles['none']}>{t('figures.none')}</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
