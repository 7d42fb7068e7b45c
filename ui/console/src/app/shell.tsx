import { Button } from '@promotion-bus/kit/components/button';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Menu } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Loading } from '@promotion-bus/kit/components/loading';
import type { Me } from '../api/types';
import { useText } from '../i18n/text';
import { Banners } from './banners';
import { LiveSign } from './live-sign';
import { Mark } from './mark';
import { Navigation } from './navigation-list';
import styles from './shell.module.css';
import { Settings } from './settings';

// Modal dialogs are not part of the first load.
const Drawer = lazy(async () => ({ default: (await import('@promotion-bus/kit/components/dialog')).Drawer }));

/** The frame of every page: navigation, banners, and one main landmark that takes the focus when the page changes. */
export function Shell({ me }: { me: Me }) {
  const t = useText();
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const first = useRef(true);
  // The page the menu was opened on: going to another one closes it.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const open = openOn === path;

  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [path]);

  const brand = (
    <Link to="/" className={styles['brand']}>
      <Mark />
      Promotion Bus
    </Link>
  );
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#main">
        {t('shell.skip')}
      </a>
      <header className={styles['frame']}>
        <div className={styles['side']}>
          {brand}
          <Navigation me={me} />
          <div className={styles['foot']}>
            <LiveSign />
            <Settings me={me} />
          </div>
        </div>
        <div className={styles['top']}>
          <Button variant="icon" aria-label={t('shell.menu')} aria-expanded={open} onPress={() => setOpenOn(path)}>
            <Menu size={20} aria-hidden="true" />
          </Button>
          {brand}
          <LiveSign />
        </div>
      </header>
      {open ? (
        <Suspense>
          <Drawer label={t('shell.menu')} isOpen onClose={() => setOpenOn(null)}>
            <div className={styles['drawer']}>
              {brand}
              <Navigation me={me} />
              <div className={styles['foot']}>
                <Settings me={me} />
              </div>
            </div>
          </Drawer>
        </Suspense>
      ) : null}
      <div className={styles['content']}>
        <Banners />
        <main id="main" ref={main} tabIndex={-1} className={styles['main']}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  );
}
