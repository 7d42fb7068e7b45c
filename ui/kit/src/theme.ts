/** The viewer's choice of light or dark; `system` follows the device. Kept in the browser only. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'promotion-bus.theme';
const listeners = new Set<() => void>();
let current: Theme = read();

export function theme(): Theme {
  return current;
}

export function setTheme(next: Theme): void {
  current = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that refuses storage still gets the theme for this page.
  }
  apply();
  listeners.forEach((listener) => listener());
}

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts the choice on the document; called once before the first paint and on every change. */
export function apply(): void {
  if (current === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = current;
}

function read(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}
