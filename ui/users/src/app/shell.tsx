import { Button } from '@promotion-bus/kit/components/button';
import { Loading } from '@promotion-bus/kit/components/loading';
import { Link, Outlet } from '@tanstack/react-router';
import { Menu } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Mark } from '../components/mark';
import { SessionNotice } from '../components/session-notice';
import { NewVersion } from '../features/version/components/new-version';
import { VersionBadge } from '../features/version/components/version-badge';
import { useText } from '../i18n/text';
import { Settings } from './settings';
import styles from './shell.module.css';

// Modal dialogs come when they are opened.
const Drawer = lazy(async () => ({ default: (await import('@promotion-bus/kit/components/dialog')).Drawer }));

/** The frame: what this is, where it runs, and what everybody must know. */
export function Shell() {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#main">
        {t('shell.skip')}
      </a>
      <header className={styles['top']}>
        <div className={styles['bar']}>
          <Link to="/" className={styles['brand']}>
            <Mark />
            {t('app.brand')}
          </Link>
          <VersionBadge />
          <div className={styles['wide']}>
            <Settings />
          </div>
          <Button
            variant="icon"
            className={styles['menu'] ?? ''}
            aria-label={t('shell.menu')}
            aria-expanded={open}
            onPress={() => setOpen(true)}
          >
            <Menu size={20} aria-hidden="true" />
          </Button>
        </div>
      </header>
      {open ? (
        <Suspense>
          <Drawer label={t('shell.menu')} isOpen onClose={() => setOpen(false)}>
            <div className={styles['drawer']}>
              <span className={styles['brand']}>
                <Mark />
                {t('app.brand')}
              </span>
              <Settings />
            </div>
          </Drawer>
        </Suspense>
      ) : null}
      <section className={styles['banners']} aria-label={t('shell.banners')}>
        <SessionNotice />
        <NewVersion />
      </section>
      <main id="main" tabIndex={-1} className={styles['main']}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
