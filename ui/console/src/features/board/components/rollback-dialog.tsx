import { SelectField } from '@promotion-bus/kit/components/field';
import { localTime } from '@promotion-bus/kit/format/time';
import { useNow } from '@promotion-bus/kit/now';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rollBack } from '../../../api/acts';
import type { BoardStage, Promotion } from '../../../api/types';
import { ReasonDialog } from '../../../components/reason-dialog';
import { useText } from '../../../i18n/text';
import { rollbackTargets } from '../model/stage';

/** Returns the stage to an earlier version; which one is left to the bus unless the operator knows better. */
export function RollbackDialog({ project, stage, promotions, nameOf, onDone, onClose }: {
  project: string;
  stage: BoardStage;
  promotions: readonly Promotion[];
  nameOf: (freight: string) => string;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useText();
  const { i18n } = useTranslation();
  const now = useNow(60_000);
  const [to, setTo] = useState('');
  return (
    <ReasonDialog
      draftKey={`rollback.${project}.${stage.name}`}
      title={t('stage.rollbackTitle', { stage: stage.name })}
      action={t('stage.rollback')}
      danger
      act={(reason) => rollBack({ project, stage: stage.name }, to || null, reason)}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('stage.rollbackText')}</p>
      <SelectField
        label={t('stage.rollbackTo')}
        value={to}
        onChange={setTo}
        choices={[
          { value: '', label: t('stage.rollbackNewest') },
          ...rollbackTargets(stage, promotions).map(({ freight, at }) => ({
            value: freight,
            label: `${nameOf(freight)} · ${localTime(Date.parse(at), now, i18n.language)}`,
          })),
        ]}
      />
    </ReasonDialog>
  );
}
