import { CopyButton } from './copy-button';
import styles from './digest.module.css';
import { shortDigest } from '../format/digest';

/** A digest or hash as its first 12 characters, never wrapped, with the whole to copy. */
export function Digest({ value, what = 'digest', copy = true }: { value: string; what?: string; copy?: boolean }) {
  const short = shortDigest(value);
  return (
    <span className={styles['digest']}>
      <span title={value}>{short}</span>
      {copy ? <CopyButton value={value} what={`${what} ${short}`} /> : null}
    </span>
  );
}
