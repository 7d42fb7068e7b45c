import { type RefObject, useEffect, useRef } from 'react';

/** j and k move the focus along the rows of a list, unless somebody is typing. */
export function useRowKeys<E extends HTMLElement>(selector: string): RefObject<E | null> {
  const list = useRef<E>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (!step || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>(selector) ?? [])];
      if (rows.length === 0) return;
      const next = nextRow(rows, list.current?.contains(document.activeElement) ? document.activeElement : null, step);
      rows[next]?.focus();
      rows[next]?.scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [selector]);
  return list;
}

/** From something between two rows, such as the details of an opened one, j goes on to the next and k back to its own. */
function nextRow(rows: readonly HTMLElement[], focused: Element | null, step: 1 | -1): number {
  if (!focused) return step > 0 ? 0 : rows.length - 1;
  const at = rows.findLastIndex(
    (row) => row.contains(focused) || Boolean(row.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING),
  );
  const within = rows[at]?.contains(focused) ?? false;
  const next = within || step > 0 ? at + step : at;
  return Math.min(Math.max(next, 0), rows.length - 1);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
