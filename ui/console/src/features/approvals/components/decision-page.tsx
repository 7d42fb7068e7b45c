import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Approval } from '../../../api/types';
import { Page } from '../../../components/page';
import { useText } from '../../../i18n/text';
import { approvalQuery } from '../api/approvals';
import { follow } from '../model/shown';
import { DecisionView } from './decision-view';

const route = getRouteApi('/approvals/$id');

export function DecisionPage() {
  const t = useText();
  const { id } = route.useParams();
  const { data: now, error, refetch } = useQuery(approvalQuery(id));
  const [read, setRead] = useState<Approval | null>(null);
  const shown = now ? follow(read, now) : null;
  // Taking in what is new while drawing: the view never sees a state in between.
  if (shown && shown !== read) setRead(shown);

  if (now && shown) return <DecisionView key={id} shown={shown} now={now} onAccept={() => setRead(now)} />;
  return (
    <Page title={t('approval.title')} width="narrow">
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />}
    </Page>
  );
}
