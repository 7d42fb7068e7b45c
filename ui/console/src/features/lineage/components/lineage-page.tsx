import { CopyButton } from '@promotion-bus/kit/components/copy-button';
import { Digest } from '@promotion-bus/kit/components/digest';
import { Empty } from '@promotion-bus/kit/components/empty';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { duration } from '@promotion-bus/kit/format/duration';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Route } from 'lucide-react';
import { Page } from '../../../components/page';
import { useText } from '../../../i18n/text';
import { versionOf } from '../../../model/versions';
import { lineageQuery } from '../api/lineage';
import { arrivals } from '../model/timeline';
import { LineageArtifact } from './lineage-artifact';
import styles from './lineage.module.css';
import { Timeline } from './timeline';
import { WhereNow } from './where-now';

const route = getRouteApi('/lineage/$freight');

export function LineagePage() {
  const t = useText();
  const { freight } = route.useParams();
  const { data, error, refetch } = useQuery(lineageQuery(freight));
  const version = versionOf(data?.artifacts ?? [], freight);
  const stops = arrivals(data?.events ?? []);
  return (
    <Page
      title={t('lineage.title', { version })}
      width="medium"
      lead={t('lineage.lead')}
      actions={
        <CopyButton value={`${location.origin}/lineage/${freight}`} what={t('lineage.link')} label={t('lineage.copy')} />
      }
    >
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <>
          <ul className={styles['artifacts']}>
            <li>
              <span className={styles['soft']}>Freight</span> <Digest value={data.freight} what="Freight" />
            </li>
            {data.artifacts.map((artifact) => (
              <LineageArtifact key={artifact.repository} artifact={artifact} />
            ))}
          </ul>
          {stops.length > 0 ? (
            <ol className={styles['stops']} aria-label={t('lineage.stops')}>
              {stops.map((stop) => (
                <li key={stop.stage} className={styles['stop']}>
                  <span className={styles['dot']} aria-hidden="true" />
                  <span className={styles['stage']}>{stop.stage}</span>
                  <span className={styles['soft']}>{t('lineage.after', { time: duration(stop.after) })}</span>
                </li>
              ))}
            </ol>
          ) : null}
          <WhereNow freight={data.freight} version={version} />
          {data.events.length === 0 ? (
            <Empty icon={Route} title={t('lineage.empty')}>
              {t('lineage.emptyText')}
            </Empty>
          ) : (
            <Timeline events={data.events} />
          )}
        </>
      ) : null}
    </Page>
  );
}
