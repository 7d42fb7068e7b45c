import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './segmented.module.css';

/** One of a few, all in sight. With `icon` the label is only read aloud. */
export function Segmented<V extends string>({ label, value, onChange, options }: {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: string; icon?: ReactNode }[];
}) {
  return (
    <ToggleButtonGroup
      className={styles['group'] ?? ''}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const next = options.find((option) => keys.has(option.value));
        if (next) onChange(next.value);
      }}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          className={[styles['item'], option.icon ? styles['iconic'] : ''].filter(Boolean).join(' ')}
          {...(option.icon ? { 'aria-label': option.label } : {})}
        >
          {option.icon ?? option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
