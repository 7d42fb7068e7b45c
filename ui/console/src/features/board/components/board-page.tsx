import { TextLine } from '@promotion-bus/kit/components/field';
import { Empty } from '@promotion-bus/kit/components/empty';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { Segmented } from '@promotion-bus/kit/components/segmented';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SearchX, Waypoints } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { boardQuery } from '../../../api/board';
import { mineQuery } from '../../../api/mine';
import { policiesQuery } from '../../../api/policies';
import { Page } from '../../../components/page';
import { useText } from '../../../i18n/text';
import { countStages, invalidPolicies, visibleProjects } from '../model/attention';
import { boardFilters, readBoardSearch } from '../model/search';
import { ProjectList } from './project-list';
import styles from './board-page.module.css';

const route = getRouteApi('/');
// A stage in full is read on demand and is not part of the first load.
const StageSheet = lazy(async () => ({ default: (await import('./stage-sheet')).StageSheet }));

export function BoardPage() {
  const t = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: board, error, refetch } = useQuery(boardQuery());
  const { data: mineList } = useQuery(mineQuery());
  const mine = useMemo(() => new Set(mineList?.items.map(({ id }) => id)), [mineList]);
  const { data: policies } = useQuery(policiesQuery());
  const projects = board?.projects ?? [];
  const invalid = useMemo(
    () => invalidPolicies(board?.projects ?? [], policies?.items ?? []),
    [board, policies],
  );
  const visible = visibleProjects(projects, search, mine, invalid);

  return (
    <Page
      title={t('nav.board')}
      actions={
        <div className={styles['tools']}>
          <Segmented
            label={t('board.show')}
            value={search.show ?? 'all'}
            onChange={(show) => void navigate({ search: (old) => readBoardSearch({ ...old, show }), replace: true })}
            options={boardFilters.map((value) => ({
              value,
              label:
                value === 'all' ? t('board.show.all') : `${t(`board.show.${value}`)} ${countStages(projects, value, mine, invalid)}`,
            }))}
          />
          <div className={styles['search']}>
            <TextLine
              type="search"
              label={t('board.search')}
              labelHidden
              placeholder={t('board.searchHint')}
              value={search.q ?? ''}
              onChange={(q) => void navigate({ search: (old) => readBoardSearch({ ...old, q }), replace: true })}
            />
          </div>
        </div>
      }
    >
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!board && !error ? <Loading /> : null}
      {board && projects.length === 0 ? (
        <Empty icon={Waypoints} title={t('board.empty.title')}>
          {t('board.empty.text')}
        </Empty>
      ) : null}
      {projects.length > 0 && visible.length === 0 ? (
        <Empty icon={SearchX} title={t('board.noMatch.title')}>
          {t('board.noMatch.text')}
        </Empty>
      ) : null}
      <ProjectList projects={visible} mine={mine} invalid={invalid} />
      {search.stage ? (
        <Suspense>
          <StageSheet
            key={search.stage}
            address={search.stage}
            onClose={() => void navigate({ search: (old) => readBoardSearch({ ...old, stage: '' }), replace: true, resetScroll: false })}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}
