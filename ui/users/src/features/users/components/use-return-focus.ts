import { type RefObject, useEffect, useRef } from 'react';

const DIALOG = '[role="dialog"], [role="alertdialog"]';

/**
 * A dialog gives the focus back to what opened it, also when another dialog took its place meanwhile: the one that waits
 * for the data is not the one that shows them. When the opener is gone, because its row was deleted, or never was, because
 * the dialog was opened by its address, the page's heading takes the focus: never nowhere.
 */
export function useReturnFocus(isOpen: boolean, heading: RefObject<HTMLElement | null>): void {
  const wasOpen = useRef(isOpen);
  const opener = useRef<HTMLElement>(null);
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && !target.closest(DIALOG)) opener.current = target;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    const closed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!closed) return;
    // The dialog's own attempt is queued for the next frame already.
    const frame = requestAnimationFrame(() => {
      const active = document.activeElement;
      if (active && active !== document.body) return;
      if (opener.current?.isConnected) opener.current.focus();
      else heading.current?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [isOpen, heading]);
}
