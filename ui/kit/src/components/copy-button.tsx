import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';
import { useKitText } from '../i18n/use-kit-text';

/** Copies `value`; says so to the eye for a moment and politely to screen readers. */
export function CopyButton({ value, what, label }: { value: string; what: string; label?: string }) {
  const t = useKitText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <Button
        variant={label ? 'secondary' : 'icon'}
        size="small"
        aria-label={label ?? t('copy', { what })}
        onPress={() => void copy(value).then(() => setCopied(true))}
      >
        {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
        {label}
      </Button>
      <span role="status" className="visually-hidden">
        {copied ? t('copied') : ''}
      </span>
    </>
  );
}

async function copy(value: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(value);
  // Plain http on another host has no clipboard; a selection can still be copied there.
  const area = document.createElement('textarea');
  area.value = value;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
