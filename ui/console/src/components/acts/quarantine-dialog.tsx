import { TextLine } from '@promotion-bus/kit/components/field';
import { useState } from 'react';
import { ReasonDialog } from '../reason-dialog';
import { useText } from '../../i18n/text';
import { setQuarantine } from '../../api/acts';
import { isDigest } from '../../model/freezes';

/** Keeps a digest from moving, under whatever tag; only somebody else lifts it. */
export function QuarantineDialog({ digest: given = '', onDone, onClose }: {
  digest?: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useText();
  const [digest, setDigest] = useState(given);
  const [wrong, setWrong] = useState(false);
  return (
    <ReasonDialog
      draftKey={`quarantine.new.${given}`}
      title={t('quarantine.set')}
      action={t('quarantine.set')}
      act={(reason) => {
        if (!isDigest(digest)) {
          setWrong(true);
          return Promise.reject(new Error(t('quarantine.digestWrong')));
        }
        return setQuarantine(digest.trim(), reason);
      }}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('quarantine.setText')}</p>
      <TextLine
        label={t('quarantine.digest')}
        value={digest}
        onChange={(text) => {
          setWrong(false);
          setDigest(text);
        }}
        placeholder="sha256:"
        isRequired
        error={wrong ? t('quarantine.digestWrong') : null}
      />
    </ReasonDialog>
  );
}
