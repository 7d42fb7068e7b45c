import { useEffect, useState } from 'react';

const PREFIX = 'promotion-bus.draft.';

/** Text that outlives a reload and a new login in this tab, until `clear`. */
export function useDraft(key: string): [string, (text: string) => void, () => void] {
  const [text, setText] = useState(() => readDraft(key));
  useEffect(() => {
    const timer = setTimeout(() => writeDraft(key, text), 150);
    return () => {
      clearTimeout(timer);
      writeDraft(key, text);
    };
  }, [key, text]);
  return [
    text,
    setText,
    () => {
      setText('');
      writeDraft(key, '');
    },
  ];
}

/** Takes what was typed along to what took the place of the thing it was typed about; what is there already stays. */
export function moveDraft(from: string, to: string): void {
  const text = readDraft(from);
  if (!text || readDraft(to)) return;
  writeDraft(to, text);
  writeDraft(from, '');
}

function readDraft(key: string): string {
  try {
    return sessionStorage.getItem(PREFIX + key) ?? '';
  } catch {
    return '';
  }
}

function writeDraft(key: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(PREFIX + key, text);
    else sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Without storage the text lives as long as the page.
  }
}
