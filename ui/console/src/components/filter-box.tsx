import { Button } from '@promotion-bus/kit/components/button';
import { SlidersHorizontal, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text';
import styles from './filter-box.module.css';

/** Filters of a list. On a phone the search stands alone until the others are asked for: the list is what one came for. */
export function FilterBox({ label, first, used, onClear, children }: {
  label: string;
  /** Always in sight. */
  first: ReactNode;
  /** How many filters are set. */
  used: number;
  onClear: () => void;
  children: ReactNode;
}) {
  const t = useText();
  const [open, setOpen] = useState(used > 0);
  return (
    <div role="search" className={styles['box']} aria-label={label} data-open={open}>
      <div className={styles['wide']}>{first}</div>
      <div className={styles['more']}>
        <Button aria-expanded={open} onPress={() => setOpen(!open)}>
          <SlidersHorizontal size={15} aria-hidden="true" />
          {t('filters.more')}
        </Button>
      </div>
      {children}
      {used > 0 ? (
        <div>
          <Button variant="quiet" onPress={onClear}>
            <X size={15} aria-hidden="true" />
            {t('filters.clear')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** A filter that needs the room of two, as a date with its time does. */
export function WideFilter({ children }: { children: ReactNode }) {
  return <div className={styles['wide']}>{children}</div>;
}
