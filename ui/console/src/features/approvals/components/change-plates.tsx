import { Digest } from '@promotion-bus/kit/components/digest';
import { Tag } from '@promotion-bus/kit/components/tag';
import { shortTag } from '@promotion-bus/kit/format/digest';
import { ArrowDown, ArrowRight, Equal, Plus, Minus, RefreshCw } from 'lucide-react';
import type { Approval, Artifact } from '../../../api/types';
import { Version } from '../../../components/version';
import { useText } from '../../../i18n/text';
import { type ArtifactChange, compareArtifacts, imageName } from '../../../model/versions';
import styles from './change-plates.module.css';

/** What runs, what would come, and per image whether its digest really differs. */
export function ChangePlates({ request }: { request: Approval }) {
  const t = useText();
  const { current, incoming } = request;
  const open = request.state === 'open';
  const changes = compareArtifacts(current?.artifacts ?? [], incoming.artifacts);
  return (
    <section className={styles['change']} aria-label={t('approval.change')}>
      <div className={styles['plates']}>
        <div className={styles['plate']}>
          <span className={styles['label']}>{open ? t('approval.now', { stage: request.stage }) : t('approval.before')}</span>
          {current ? (
            <span className={styles['version']}>
              <Version artifacts={current.artifacts} freight={current.freight} />
            </span>
          ) : (
            <span className={styles['nothing']}>{t('approval.nothing')}</span>
          )}
        </div>
        <span className={styles['arrow']} aria-hidden="true">
          <ArrowRight className={styles['right']} size={22} />
          <ArrowDown className={styles['down']} size={22} />
        </span>
        <div className={styles['plate']} data-incoming="true">
          <span className={styles['label']}>{open ? t('approval.would') : t('approval.after', { stage: request.stage })}</span>
          <span className={styles['version']}>
            <Version artifacts={incoming.artifacts} freight={incoming.freight} />
          </span>
        </div>
      </div>
      <ul className={styles['images']}>
        {changes.map((change) => (
          <li key={change.repository} className={styles['image']}>
            <span className={styles['name']} title={change.repository}>
              {imageName(change.repository)}
            </span>
            <Kind kind={change.kind} />
            <span className={styles['digests']}>
              {change.kind === 'same' || change.kind === 'retagged' ? (
                <Side artifact={change.to} />
              ) : (
                <>
                  <Side artifact={change.from} />
                  {change.from && change.to ? <ArrowRight size={14} aria-label={t('approval.becomes')} /> : null}
                  <Side artifact={change.to} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Side({ artifact }: { artifact: Artifact | null }) {
  if (!artifact) return null;
  if (artifact.digest) return <Digest value={artifact.digest} what={imageName(artifact.repository)} />;
  return <span>{artifact.tag ? shortTag(artifact.tag) : '–'}</span>;
}

function Kind({ kind }: { kind: ArtifactChange['kind'] }) {
  const t = useText();
  const text = t(`artifact.${kind}`);
  switch (kind) {
    case 'changed':
      return (
        <Tag tone="accent" icon={RefreshCw}>
          {text}
        </Tag>
      );
    case 'added':
      return (
        <Tag tone="accent" icon={Plus}>
          {text}
        </Tag>
      );
    case 'removed':
      return (
        <Tag tone="caution" icon={Minus}>
          {text}
        </Tag>
      );
    default:
      return (
        <Tag tone="muted" icon={Equal}>
          {text}
        </Tag>
      );
  }
}
