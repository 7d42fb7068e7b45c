import { useRowKeys } from '@promotion-bus/kit/use-row-keys';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState } from 'react';
import type { AuditEvent } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { AuditRow } from './audit-row';
import styles from './audit-table.module.css';

/** j and k walk the rows, Enter opens one. Only the rows near the window are in the document, however many were read. */
export function AuditTable({ events }: { events: readonly AuditEvent[] }) {
  const t = useText();
  const list = useRowKeys<HTMLDivElement>('button[data-row]');
  const [top, setTop] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [list]);
  const virtualizer = useWindowVirtualizer({
    count: events.length,
    estimateSize: () => 61,
    overscan: 8,
    scrollMargin: top,
    initialRect: { width: 1024, height: 900 },
    getItemKey: (index) => events[index]?.id ?? index,
  });
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <div className={styles['table']} role="list" aria-label={t('nav.audit')} ref={list}>
      <div className={styles['space']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const event = events[item.index];
          return event ? (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              role="listitem"
              aria-setsize={events.length}
              aria-posinset={item.index + 1}
              data-index={item.index}
              className={styles['row']}
              style={{ transform: `translateY(${item.start - top}px)` }}
            >
              <AuditRow event={event} open={open.has(event.id)} onToggle={() => toggle(event.id)} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}
