import { TextLine } from '@promotion-bus/kit/components/field';
import { type Ref, useEffect, useState } from 'react';

const PAUSE_MS = 350;

/** A filter that is typed: it takes effect after a short pause, and follows the address when that changes. */
export function TypedFilter({ label, placeholder, value = '', onChange, inputRef }: {
  label: string;
  placeholder: string;
  value: string | undefined;
  onChange: (value: string) => void;
  inputRef?: Ref<HTMLInputElement>;
}) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <TextLine
      type="search"
      label={label}
      labelHidden
      placeholder={placeholder}
      maxLength={200}
      autoComplete="off"
      value={text}
      onChange={setText}
      inputRef={inputRef ?? null}
    />
  );
}
