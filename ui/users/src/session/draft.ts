import { useEffect, useState } from 'react';

const PREFIX = 'users-ui.draft.';

export interface Draft<T> {
  value: T;
  set: (value: T) => void;
  /** Forgets what is kept; the value on the screen stays. */
  clear: () => void;
  /** Forgets what is kept and begins with the first value. */
  reset: () => void;
  /** True when this began with what an earlier visit left behind. */
  restored: boolean;
}

/** What is typed outlives a reload, a closed dialog and a new login in this tab, until it is cleared. */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const [start] = useState(() => readDraft<T>(key));
  const [value, setValue] = useState(start ?? initial);
  const [touched, setTouched] = useState(start !== null);
  const [restored, setRestored] = useState(start !== null);
  useEffect(() => {
    if (touched) writeDraft(key, value);
  }, [key, touched, value]);
  const clear = () => {
    setTouched(false);
    setRestored(false);
    removeDraft(key);
  };
  return {
    value,
    restored,
    set: (next) => {
      setTouched(true);
      setValue(next);
    },
    clear,
    reset: () => {
      clear();
      setValue(initial);
    },
  };
}

export function readDraft<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(PREFIX + key);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

export function writeDraft(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Without storage the text lives as long as the dialog.
  }
}

export function removeDraft(key: string): void {
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept either.
  }
}

/** Who logs out leaves nothing behind for the next person at this browser. */
export function removeAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}
