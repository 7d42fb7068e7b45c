import { TextLine } from '@promotion-bus/kit/components/field';
import { useState } from 'react';
import { ReasonDialog } from '../../../components/reason-dialog';
import { useText } from '../../../i18n/text';
import { setQuarantine } from '../api/freezes';
import { isDigest } from '../model/freezes';

export function QuarantineDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = useText();
  const [digest, setDigest] = useState('');
  const [wrong, setWrong] = useState(false);
  return (
    <ReasonDialog
      draftKey="quarantine.new"
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
