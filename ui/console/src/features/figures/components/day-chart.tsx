import { useTranslation } from 'react-i18next';
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { StageFigures } from '../../../api/types';
import { useText } from '../../../i18n/text';
import styles from './figures.module.css';

/** Deployments per day, those that failed apart. The table below the charts has the same numbers as text. */
export function DayChart({ days, label }: { days: StageFigures['days']; label: string }) {
  const t = useText();
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { day: '2-digit', month: '2-digit', timeZone: 'UTC' });
  const data = days.map(({ date, deployments, failures }) => ({
    day: format.format(new Date(`${date}T00:00:00Z`)),
    good: deployments - failures,
    failures,
  }));
  return (
    <figure className={styles['chart']} aria-label={label}>
      <ResponsiveContainer width="100%" height={132}>
        <BarChart data={data} margin={{ top: 4, right: 0, bottom: 0, left: -28 }} accessibilityLayer={false} barCategoryGap="18%">
          <XAxis dataKey="day" tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} minTickGap={28} fontSize={11} tick={{ fill: 'var(--ink-soft)' }} />
          <YAxis allowDecimals={false} tickCount={3} tickLine={false} axisLine={false} fontSize={11} tick={{ fill: 'var(--ink-soft)' }} />
          <Tooltip
            cursor={{ fill: 'var(--muted-tint)' }}
            isAnimationActive={false}
            contentStyle={{
              border: '1px solid var(--line)',
              borderRadius: 8,
              background: 'var(--surface-raised)',
              color: 'var(--ink)',
            }}
          />
          <Bar dataKey="good" name={t('figures.chartGood')} stackId="a" fill="var(--accent)" isAnimationActive={false} />
          <Bar dataKey="failures" name={t('figures.chartFailed')} stackId="a" fill="var(--bad)" isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}
