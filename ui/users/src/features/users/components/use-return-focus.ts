import { type RefObject, useEffect, useRef } from 'react';

/**
 * A dialog gives the focus back to what opened it. When that is gone, because its row was deleted, or never was, because
 * the dialog was opened by its address, the page's heading takes it: never nowhere.
 */
export function useReturnFocus(isOpen: boolean, heading: RefObject<HTMLElement | null>): void {
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    const closed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!closed) return;
    // The dialog's own attempt is queued for the next frame already.
    const frame = requestAnimationFrame(() => {
      const active = document.activeElement;
      if (!active || active === document.body) heading.current?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [isOpen, heading]);
}
