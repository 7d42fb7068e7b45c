import { type ReactNode, useEffect } from 'react';
import styles from './page.module.css';

/** A page's heading and frame; the document's title follows the heading. */
export function Page({ title, heading, lead, back, actions, width = 'full', children }: {
  title: string;
  heading?: ReactNode;
  lead?: ReactNode;
  back?: ReactNode;
  actions?: ReactNode;
  width?: 'full' | 'medium' | 'narrow';
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Promotion Bus`;
  }, [title]);
  return (
    <div className={[styles['page'], width === 'full' ? '' : styles[width]].filter(Boolean).join(' ')}>
      <header className={styles['header']}>
        <div>
          {back ? <div className={styles['back']}>{back}</div> : null}
          <h1 className={styles['title']}>{heading ?? title}</h1>
          {lead ? <p className={styles['lead']}>{lead}</p> : null}
        </div>
        {actions ? <div className={styles['actions']}>{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}
