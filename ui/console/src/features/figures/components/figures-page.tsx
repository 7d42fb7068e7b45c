import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { Empty } from '@promotion-bus/kit/components/empty';
import { SelectField } from '@promotion-bus/kit/components/field';
import { Loading } from '@promotion-bus/kit/components/loading';
import { Notice } from '@promotion-bus/kit/components/notice';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { Segmented } from '@promotion-bus/kit/components/segmented';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { BookOpen, ChartNoAxesColumn } from 'lucide-react';
import { useState } from 'react';
import { boardQuery } from '../../../api/board';
import { Page } from '../../../components/page';
import { useText } from '../../../i18n/text';
import { figuresQuery } from '../api/figures';
import { ranges, readFiguresSearch } from '../model/search';
import styles from './figures.module.css';
import { FiguresCharts } from './figures-charts';
import { FiguresTable } from './figures-table';

const route = getRouteApi('/figures');
/** More stages than this are compared in the table; as charts nobody could. */
const DRAWN = 12;
export const measures = ['frequency', 'leadTime', 'changeFailure', 'restore', 'waiting'] as const;

export function FiguresPage() {
  const t = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(figuresQuery(search));
  const { data: board } = useQuery(boardQuery());
  const projects = board?.projects ?? [];
  const [defining, setDefining] = useState(false);
  return (
    <Page
      title={t('nav.figures')}
      lead={t('figures.lead')}
      actions={
        <>
          {projects.length > 1 ? (
            <SelectField
              label={t('freeze.project')}
              labelHidden
              value={search.project ?? ''}
              onChange={(project) =>
                void navigate({ search: (old) => readFiguresSearch({ ...old, project }), replace: true })
              }
              choices={[
                { value: '', label: t('freeze.allProjects') },
                ...projects.map(({ name }) => ({ value: name, label: name })),
              ]}
            />
          ) : null}
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
          {data.stages.length > DRAWN ? (
            <Notice tone="muted">{t('figures.tooMany', { count: data.stages.length })}</Notice>
          ) : (
            <FiguresCharts stages={data.stages} />
          )}
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
