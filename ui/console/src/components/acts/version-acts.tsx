import { Button } from '@promotion-bus/kit/components/button';
import { useQuery } from '@tanstack/react-query';
import { Hand, Siren, TrainFront } from 'lucide-react';
import { useState } from 'react';
import type { Target } from '../../api/acts';
import { useText } from '../../i18n/text';
import { actsOn, type Gate, rolesFor, split, type VersionAct } from '../../model/acts';
import { meQuery } from '../../session/me';
import { Needs } from '../needs';
import styles from './acts.module.css';
import { VersionActDialog } from './version-act-dialog';

const icons = { ask: Hand, promote: TrainFront, breakGlass: Siren };

/** What may be done about one version in one stage beyond waiting; for those who may not, which role it takes. */
export function VersionActs({ target, version, state, gate, quiet = false }: {
  target: Target;
  version: string;
  state: string;
  gate: Gate;
  /** Leaves out what the reader may not do. */
  quiet?: boolean;
}) {
  const t = useText();
  const { data: me } = useQuery(meQuery());
  const [asking, setAsking] = useState<VersionAct | null>(null);
  const [done, setDone] = useState<VersionAct | null>(null);
  const { allowed, refused } = split(actsOn(state, gate), me?.roles ?? []);
  // Who may break the glass is told apart from everybody else's day: nobody is taught to want it.
  const told = quiet ? [] : refused.filter((act) => act !== 'breakGlass');
  // What was just done is told also when nothing is left to do: the version may be there before the reader looks.
  if (allowed.length === 0 && told.length === 0 && !done) return null;
  return (
    <div className={styles['acts']}>
      {allowed.map((act) => {
        const Icon = icons[act];
        return (
          <Button
            key={act}
            size="small"
            aria-label={`${t(`act.${act}`)}: ${version} → ${target.stage}`}
            onPress={() => setAsking(act)}
          >
            <Icon size={14} aria-hidden="true" />
            {t(`act.${act}`)}
          </Button>
        );
      })}
      {told.map((act) => (
        <Needs key={act} what={`act.${act}`} roles={rolesFor[act]} />
      ))}
      <p className={styles['done']} role="status">
        {done ? t(`act.${done}Done`) : ''}
      </p>
      {asking ? (
        <VersionActDialog
          act={asking}
          target={target}
          version={version}
          onClose={() => setAsking(null)}
          onDone={() => {
            setDone(asking);
            setAsking(null);
          }}
        />
      ) : null}
    </div>
  );
}
