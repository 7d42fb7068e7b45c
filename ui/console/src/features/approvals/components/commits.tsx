import { Notice } from '@promotion-bus/kit/components/notice';
import { ExternalLink, GitCommitHorizontal, GitPullRequestArrow } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@promotion-bus/kit/components/button';
import type { Approval, Commit } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { safeHref } from '../../../model/safe-href';
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
  const lines =
    changes?.additions != null || changes?.deletions != null
      ? `+${changes.additions ?? 0} −${changes.deletions ?? 0}`
      : null;
  const aside = [
    commits.length > 0 ? t('approval.commits', { count: commits.length }) : null,
    authors.length > 0 ? t('approval.authors', { count: authors.length }) : null,
    lines,
  ].filter(Boolean);
  const status = changes?.status ?? 'unavailable';
  return (
    <Section icon={GitPullRequestArrow} title={t('approval.whatChanges')} aside={aside.join(' · ')}>
      {status === 'complete' ? null : (
        <Notice tone={status === 'partial' ? 'muted' : 'caution'}>{changes?.because?.text ?? t(`approval.changes.${status}`)}</Notice>
      )}
      <ul className={styles['commits']}>
        {(all ? commits : commits.slice(0, FIRST)).map((commit) => (
          <CommitLine key={commit.sha} commit={commit} />
        ))}
      </ul>
      {commits.length === 0 && status === 'complete' ? <p className={styles['soft']}>{t('approval.noCommits')}</p> : null}
      {commits.length > FIRST && !all ? (
        <div>
          <Button size="small" onPress={() => setAll(true)}>
            {t('approval.allCommits', { count: commits.length })}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function CommitLine({ commit }: { commit: Commit }) {
  const t = useText();
  const href = safeHref(commit.pullRequest?.url) ?? safeHref(commit.url);
  const names = commit.authors.map((author) => author.name ?? author.login).filter(Boolean);
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
          {names.length > 0 ? names.join(', ') : t('approval.unknownAuthor')}
          {' · '}
          <code>{commit.sha.slice(0, 7)}</code>
        </span>
      </span>
    </li>
  );
}
