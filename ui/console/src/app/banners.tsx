import { Button } from '@promotion-bus/kit/components/button';
import { Notice } from '@promotion-bus/kit/components/notice';
import { LocalTime } from '@promotion-bus/kit/components/time';
import { duration } from '@promotion-bus/kit/format/duration';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FastForward, LogIn, Unplug, WifiOff } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { freezesQuery } from '../api/freezes';
import { systemQuery } from '../api/system';
import { ServerText } from '../components/server-text';
import { useText } from '../i18n/text';
import { useConnection } from '../live/live';
import { keepUnits } from '../model/units';
import { goToLogin } from '../session/login';
import { onSessionChange, sessionState } from '../session/session';
import styles from './shell.module.css';

/** What everybody must know on every page: session over, connection lost, something away or frozen. */
export function Banners() {
  const t = useText();
  return (
    <section className={styles['banners']} aria-label={t('shell.banners')}>
      <SessionBanner />
      <ConnectionBanner />
      <SystemBanner />
      <FreezeBanner />
    </section>
  );
}

function SessionBanner() {
  const t = useText();
  const state = useSyncExternalStore(onSessionChange, sessionState);
  if (state !== 'lost') return null;
  return (
    <Notice
      slim
      tone="caution"
      icon={LogIn}
      live="assertive"
      title={t('session.lost')}
      actions={
        <Button size="small" onPress={() => goToLogin(location.pathname + location.search)}>
          {t('session.again')}
        </Button>
      }
    >
      {t('session.lostText')}
    </Notice>
  );
}

/** A blink is not worth a banner; a loss that lasts is. */
const PATIENCE_MS = 4000;

function ConnectionBanner() {
  const t = useText();
  const lost = useConnection() === 'lost';
  const session = useSyncExternalStore(onSessionChange, sessionState);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(lost), lost ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [lost]);
  if (!shown || !lost || session === 'lost') return null;
  return (
    <Notice slim tone="caution" icon={WifiOff} live="polite" title={t('live.lostTitle')}>
      {t('live.lostText')}
    </Notice>
  );
}

function SystemBanner() {
  const t = useText();
  const { data } = useQuery(systemQuery());
  const away = data?.dependencies.filter(({ up }) => !up) ?? [];
  return (
    <>
      {away.map((each) => (
        <Notice key={each.name} slim tone="caution" icon={Unplug} title={t('system.away', { name: each.name })}>
          {t('system.awayText')} <LocalTime at={each.since} />
          {each.detail ? (
            <>
              {' · '}
              <ServerText text={each.detail} />
            </>
          ) : null}
        </Notice>
      ))}
      {data?.clockAdjustable && data.aheadMs > 0 ? (
        <Notice slim tone="muted" icon={FastForward}>
          {keepUnits(t('system.clock', { time: duration(data.aheadMs) }))}
        </Notice>
      ) : null}
    </>
  );
}

function FreezeBanner() {
  const t = useText();
  const { data } = useQuery(freezesQuery());
  const active = data?.items.filter((freeze) => !freeze.liftedAt) ?? [];
  const [freeze] = active;
  if (!freeze) return null;
  const where = [freeze.project, freeze.stage].filter(Boolean).join(' / ') || t('freeze.everywhere');
  return (
    <Notice slim tone="cold" title={t('freeze.banner', { where })} actions={<Link to="/freezes">{t('freeze.see')}</Link>}>
      {freeze.reason} · {t('freeze.by', { who: freeze.setBy })}
      {freeze.until ? (
        <>
          {' · '}
          {t('freeze.until')} <LocalTime at={freeze.until} />
        </>
      ) : null}
      {active.length > 1 ? ` · ${t('freeze.more', { count: active.length - 1 })}` : null}
    </Notice>
  );
}
