import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './decision.module.css';

export function Section({ icon: Icon, title, aside, children }: {
  icon: LucideIcon;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <div className={styles['sectionHead']}>
        <h2 id={id} className={styles['sectionTitle']}>
          <Icon size={16} aria-hidden="true" />
          {title}
        </h2>
        {aside ? <span className={styles['aside']}>{aside}</span> : null}
      </div>
      {children}
    </section>
  );
}
