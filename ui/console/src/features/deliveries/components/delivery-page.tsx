import { Button } from '@promotion-bus/kit/components/button';
import { Loading } from '@promotion-bus/kit/components/loading';
import { ProblemNotice } from '@promotion-bus/kit/components/problem-notice';
import { RelativeTime } from '@promotion-bus/kit/components/time';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { refresh } from '../../../components/acts/refresh';
import { Needs } from '../../../components/needs';
import { Page } from '../../../components/page';
import { ReasonDialog } from '../../../components/reason-dialog';
import { TraceView } from '../../../components/trace';
import { useText } from '../../../i18n/text';
import { rolesFor } from '../../../model/acts';
import { useHasRole } from '../../../session/me';
import { deliveryQuery, deliveryTraceQuery } from '../api/deliveries';
import { redrive } from '../api/redrive';
import { DeliveryFacts } from './delivery-facts';
import { DeliveryStatus } from './delivery-status';
import styles from './delivery-page.module.css';
import { ErrorNotice } from './error-notice';
import { Payload } from './payload';

const route = getRouteApi('/deliveries/$id');

export function DeliveryPage() {
  const t = useText();
  const { id } = route.useParams();
  const client = useQueryClient();
  const { data: delivery, error, refetch } = useQuery(deliveryQuery(id));
  const trace = useQuery(deliveryTraceQuery(id));
  const operator = useHasRole('operator');
  const [asking, setAsking] = useState(false);
  const title = delivery
    ? t('delivery.title', { source: t(`delivery.source.${delivery.source}`), event: delivery.event })
    : t('delivery.loading');
  return (
    <Page
      title={title}
      width="medium"
      back={
        <Link to="/deliveries">
          <ChevronLeft size={15} aria-hidden="true" />
          {t('nav.deliveries')}
        </Link>
      }
      lead={
        delivery ? (
          <>
            {t('delivery.received')} <RelativeTime at={delivery.receivedAt} />
          </>
        ) : null
      }
      actions={
        delivery ? (
          <>
            <DeliveryStatus status={delivery.status} />
            {operator && delivery.status !== 'done' ? (
              <Button onPress={() => setAsking(true)}>
                <RotateCcw size={15} aria-hidden="true" />
                {t('delivery.redrive')}
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      {delivery?.status === 'dead' && !operator ? <Needs what="deliveries.acts" roles={rolesFor.operate} /> : null}
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!delivery && !error ? <Loading /> : null}
      {delivery ? (
        <>
          <ErrorNotice delivery={delivery} />
          <DeliveryFacts delivery={delivery} />
          <section className={styles['section']} aria-labelledby="trace">
            <h2 id="trace">{t('trace.title')}</h2>
            {trace.error ? <ProblemNotice error={trace.error} onRetry={() => void trace.refetch()} /> : null}
            {trace.isPending ? <Loading /> : null}
            {trace.data ? <TraceView items={trace.data.items} dropped={trace.data.dropped} /> : null}
          </section>
          <Payload delivery={delivery} />
        </>
      ) : null}
      {asking ? (
        <ReasonDialog
          draftKey={`redrive.${id}`}
          title={t('delivery.redriveTitle')}
          action={t('delivery.redrive')}
          act={(reason) => redrive(id, reason)}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            refresh(client);
            void client.invalidateQueries({ queryKey: ['delivery', id] });
            void client.invalidateQueries({ queryKey: ['trace', 'delivery', id] });
          }}
        >
          <p>{t('delivery.redriveText')}</p>
        </ReasonDialog>
      ) : null}
    </Page>
  );
}
