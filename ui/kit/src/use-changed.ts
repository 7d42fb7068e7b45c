import { useEffect, useState } from 'react';

/** True for a moment after `value` changed, never for the first one: for a quiet highlight of what is new. */
export function useChanged(value: string, forMs = 1800): boolean {
  const [shown, setShown] = useState(value);
  const changed = shown !== value;
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => setShown(value), forMs);
    return () => clearTimeout(timer);
  }, [changed, value, forMs]);
  return changed;
}
