import { Button } from '@promotion-bus/kit/components/button';
import { Digest } from '@promotion-bus/kit/components/digest';
import { useQueryClient } from '@tanstack/react-query';
import { ShieldBan } from 'lucide-react';
import { useState } from 'react';
import type { Artifact } from '../../../api/types';
import { QuarantineDialog } from '../../../components/acts/quarantine-dialog';
import { refresh } from '../../../components/acts/refresh';
import { useText } from '../../../i18n/text';
import { imageName } from '../../../model/versions';
import { useHasRole } from '../../../session/me';
import styles from './lineage.module.css';

/** One image of the version; an operator can keep it from going anywhere, right where its digest stands. */
export function LineageArtifact({ artifact }: { artifact: Artifact }) {
  const t = useText();
  const client = useQueryClient();
  const operator = useHasRole('operator');
  const [asking, setAsking] = useState(false);
  const name = imageName(artifact.repository);
  const close = () => setAsking(false);
  return (
    <li>
      <span className={styles['soft']}>{name}</span>{' '}
      {artifact.digest ? <Digest value={artifact.digest} what={name} /> : artifact.tag}
      {operator && artifact.digest ? (
        <Button
          variant="icon"
          size="small"
          aria-label={`${t('quarantine.set')}: ${name}`}
          title={t('quarantine.set')}
          onPress={() => setAsking(true)}
        >
          <ShieldBan size={15} aria-hidden="true" />
        </Button>
      ) : null}
      {asking && artifact.digest ? (
        <QuarantineDialog
          digest={artifact.digest}
          onClose={close}
          onDone={() => {
            close();
            refresh(client);
          }}
        />
      ) : null}
    </li>
  );
}
