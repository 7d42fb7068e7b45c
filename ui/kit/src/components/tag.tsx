import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './tag.module.css';

export type Tone = 'good' | 'caution' | 'bad' | 'cold' | 'accent' | 'muted';

/** A state: colour, icon and word together. `bare` leaves out the pill for use inside a line. */
export function Tag({
  tone,
  icon: Icon,
  bare = false,
  title,
  children,
}: {
  tone: Tone;
  icon: LucideIcon;
  bare?: boolean;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={[styles['tag'], styles[tone], bare ? styles['bare'] : ''].filter(Boolean).join(' ')} title={title}>
      <Icon size={bare ? 15 : 13} strokeWidth={2.25} aria-hidden="true" />
      {children}
    </span>
  );
}
