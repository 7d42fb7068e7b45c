import { CircleCheck, CircleX, Info, Snowflake, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './notice.module.css';
import type { Tone } from './tag';

const icons: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  caution: TriangleAlert,
  bad: CircleX,
  cold: Snowflake,
  accent: Info,
  muted: Info,
};

/** A message in the page, `slim` on one line where it fits. `live` announces it when it appears: `assertive` only for what stops the viewer. */
export function Notice({ tone, title, children, actions, live, icon, slim = false }: {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  live?: 'polite' | 'assertive';
  icon?: LucideIcon;
  slim?: boolean;
}) {
  const Icon = icon ?? icons[tone];
  return (
    <div
      className={[styles['notice'], styles[tone], slim ? styles['slim'] : ''].filter(Boolean).join(' ')}
      {...(live === 'assertive' ? { role: 'alert' } : live === 'polite' ? { role: 'status' } : {})}
    >
      <Icon size={18} className={styles['icon']} aria-hidden="true" />
      <div className={styles['text']}>
        {title ? <p className={styles['title']}>{title}</p> : null}
        {children ? <div className={styles['detail']}>{children}</div> : null}
      </div>
      {actions ? <div className={styles['actions']}>{actions}</div> : null}
    </div>
  );
}
