import { Digest } from '@promotion-bus/kit/components/digest';
import { shortTag } from '@promotion-bus/kit/format/digest';
import type { Artifact } from '../../../api/types';
import { imageName } from '../../../model/versions';
import styles from './artifact-lines.module.css';

/** The images behind a version; a tag is only repeated where it differs from the word above. */
export function ArtifactLines({ artifacts, lead }: { artifacts: readonly Artifact[]; lead: string }) {
  return (
    <ul className={styles['lines']}>
      {artifacts.map((artifact) => (
        <li key={artifact.repository} className={styles['line']}>
          <span className={styles['name']} title={artifact.repository}>
            {imageName(artifact.repository)}
            {artifact.tag && shortTag(artifact.tag) !== lead ? (
              <span className={styles['tag']}> {shortTag(artifact.tag)}</span>
            ) : null}
          </span>
          {artifact.digest ? <Digest value={artifact.digest} what={imageName(artifact.repository)} /> : null}
        </li>
      ))}
    </ul>
  );
}
