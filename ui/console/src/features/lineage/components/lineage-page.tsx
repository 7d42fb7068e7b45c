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
import { imageName, versionOf } from '../../../model/versions';
import { lineageQuery } from '../api/lineage';
import { arrivals } from '../model/timeline';
import styles from './lineage.module.css';
import { Timeline } from './timeline';

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
              <li key={artifact.repository}>
                <span className={styles['soft']}>{imageName(artifact.repository)}</span>{' '}
                {artifact.digest ? <Digest value={artifact.digest} what={imageName(artifact.repository)} /> : artifact.tag}
              </li>
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
          {data.events.length === 0 ? (
            <Empty icon={Route} title={t('lineage.empty')} />
          ) : (
            <Timeline events={data.events} />
          )}
        </>
      ) : null}
    </Page>
  );
}
