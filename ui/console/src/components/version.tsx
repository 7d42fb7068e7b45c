import { Link } from '@tanstack/react-router';
import type { Artifact } from '../api/types';
import { versionOf } from '../model/versions';
import styles from './version.module.css';

/** A version by the word people use for it; leads to its whole way unless `link` is off. */
export function Version({ artifacts = [], freight, link = true }: {
  artifacts?: readonly Artifact[] | null | undefined;
  freight: string | null | undefined;
  link?: boolean;
}) {
  const word = versionOf(artifacts ?? [], freight);
  const title = artifacts?.find((artifact) => artifact.tag)?.tag ?? freight ?? undefined;
  const className = [styles['version'], word.length > 16 ? styles['long'] : ''].filter(Boolean).join(' ');
  if (!link || !freight) {
    return (
      <span className={className} title={title}>
        {word}
      </span>
    );
  }
  return (
    <Link to="/lineage/$freight" params={{ freight }} className={className} title={title}>
      {word}
    </Link>
  );
}
