import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { Empty } from '@promotion-bus/kit/components/empty';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { Segmented } from '@promotion-bus/kit/components/segmented';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { BookOpen, ChartNoAxesColumn } from 'lucide-react';
import { useState } from 'react';
import { Page } from '../../../components/page';
import { useText } from '../../../i18n/text';
import { figuresQuery } from '../api/figures';
import { compared } from '../model/bars';
import { ranges, readFiguresSearch } from '../model/search';
import styles from './figures.module.css';
import { FiguresTable } from './figures-table';
import { MeasureChart } from './measure-chart';
import { StagePanel } from './stage-panel';

const route = getRouteApi('/figures');
export const measures = ['frequency', 'leadTime', 'changeFailure', 'restore', 'waiting'] as const;

export function FiguresPage() {
  const t = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(figuresQuery(search));
  const [defining, setDefining] = useState(false);
  return (
    <Page
      title={t('nav.figures')}
      lead={t('figures.lead')}
      actions={
        <>
          <Segmented
            label={t('figures.range')}
            value={search.days ?? '30'}
            onChange={(days) =>
              void navigate({ search: (old) => readFiguresSearch({ ...old, days }), replace: true })
            }
            options={ranges.map((value) => ({ value, label: t('figures.days', { count: Number(value) }) }))}
          />
          <Button onPress={() => setDefining(true)}>
            <BookOpen size={15} aria-hidden="true" />
            {t('figures.definitions')}
          </Button>
        </>
      }
    >
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.stages.length === 0 ? (
        <Empty icon={ChartNoAxesColumn} title={t('figures.empty')}>
          {t('figures.emptyText')}
        </Empty>
      ) : null}
      {data && data.stages.length > 0 ? (
        <>
          <div className={styles['panels']}>
            {data.stages.map((stage) => (
              <StagePanel key={`${stage.project} ${stage.stage}`} figures={stage} />
            ))}
          </div>
          <div className={styles['panels']}>
            {compared.map((measure) => (
              <MeasureChart key={measure} measure={measure} stages={data.stages} />
            ))}
          </div>
          <FiguresTable stages={data.stages} />
        </>
      ) : null}
      <Dialog title={t('figures.definitions')} isOpen={defining} onClose={() => setDefining(false)} wide>
        <dl className={styles['definitions']}>
          {measures.map((measure) => (
            <div key={measure}>
              <dt>{t(`figures.${measure}`)}</dt>
              <dd>{t(`figures.${measure}.definition`)}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </Page>
  );
}
