import { Notice } from '@promotion-bus/kit/components/notice';
import { ExternalLink, GitCommitHorizontal, GitPullRequestArrow } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@promotion-bus/kit/components/button';
import type { Approval } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { safeHref } from '../../../model/safe-href';
import { type Change, changesOf } from '../model/changes';
import { authorsOf } from '../model/people';
import styles from './decision.module.css';
import { Section } from './section';

const FIRST = 8;

export function Commits({ request }: { request: Approval }) {
  const t = useText();
  const [all, setAll] = useState(false);
  const changes = request.changes;
  const commits = changes?.commits ?? [];
  const authors = authorsOf(commits);
  const lines = changesOf(commits);
  const size =
    changes?.additions != null || changes?.deletions != null
      ? `+${changes.additions ?? 0} −${changes.deletions ?? 0}`
      : null;
  const aside = [
    commits.length > 0 ? t('approval.commits', { count: commits.length }) : null,
    authors.length > 0 ? t('approval.authors', { count: authors.length }) : null,
    size,
  ].filter(Boolean);
  const status = changes?.status ?? 'unavailable';
  return (
    <Section icon={GitPullRequestArrow} title={t('approval.whatChanges')} aside={aside.join(' · ')}>
      {status === 'complete' ? null : (
        <Notice tone={status === 'partial' ? 'muted' : 'caution'}>{changes?.because?.text ?? t(`approval.changes.${status}`)}</Notice>
      )}
      <ul className={styles['commits']}>
        {(all ? lines : lines.slice(0, FIRST)).map((line) => (
          <ChangeLine key={line.commit.sha} change={line} />
        ))}
      </ul>
      {commits.length === 0 && status === 'complete' ? <p className={styles['soft']}>{t('approval.noCommits')}</p> : null}
      {lines.length > FIRST && !all ? (
        <div>
          <Button size="small" onPress={() => setAll(true)}>
            {t('approval.allCommits', { count: commits.length })}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function ChangeLine({ change: { commit, shas, authors } }: { change: Change }) {
  const t = useText();
  const href = safeHref(commit.pullRequest?.url) ?? safeHref(commit.url);
  return (
    <li className={styles['commit']}>
      <span className={styles['ref']}>
        {commit.pullRequest ? (
          `#${commit.pullRequest.number}`
        ) : (
          <GitCommitHorizontal size={18} aria-hidden="true" />
        )}
      </span>
      <span className={styles['commitText']}>
        {href ? (
          <a href={href} target="_blank" rel="noreferrer">
            {commit.title ?? commit.sha.slice(0, 7)}
            <ExternalLink size={12} aria-label={t('opensOutside')} />
          </a>
        ) : (
          (commit.title ?? commit.sha.slice(0, 7))
        )}
        <span className={styles['soft']}>
          {authors.length > 0 ? authors.join(', ') : t('approval.unknownAuthor')}
          {' · '}
          <code>{shas.map((sha) => sha.slice(0, 7)).join(' ')}</code>
        </span>
      </span>
    </li>
  );
}
