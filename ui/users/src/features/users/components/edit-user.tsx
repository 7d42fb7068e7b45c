import { Button } from '@promotion-bus/kit/components/button';
import { Dialog } from '@promotion-bus/kit/components/dialog';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { User, UserData } from '../../../api/types';
import { useText } from '../../../i18n/text';
import { readDraft, removeDraft, writeDraft } from '../../../session/draft';
import { replaceUser } from '../api/save-user';
import { listKey } from '../api/users';
import { dataOf, isSame } from '../model/conflict';
import { begin, draftOf, type EditDraft, type Editing, overtaken } from '../model/editing';
import { blamesFields } from '../model/field-errors';
import { say } from '../model/said';
import { ConflictDialog } from './conflict-dialog';
import { GoneDialog } from './gone-dialog';
import { RestoredNotice, Troubles } from './troubles';
import { useClose } from './use-close';
import { useSaving } from './use-saving';
import { UserForm } from './user-form';

/** One edit, from what was stored when it began to what is stored when it ends. */
export function EditUser({ stored }: { stored: User }) {
  const t = useText();
  const form = useId();
  const close = useClose();
  const client = useQueryClient();
  const saving = useSaving();
  const draft = draftOf(stored.id);
  const [left] = useState(() => readDraft<EditDraft>(draft));
  const [editing, setEditing] = useState<Editing>(() => begin(stored, left));
  const [restored, setRestored] = useState(editing.step === 'form' && !isSame(editing.mine, dataOf(stored)));

  const keep = (base: User, mine: UserData) => {
    setEditing({ step: 'form', base, mine });
    writeDraft(draft, { base, mine } satisfies EditDraft);
  };
  const leave = () => {
    removeDraft(draft);
    close();
  };
  const discard = () => {
    removeDraft(draft);
    setRestored(false);
    setEditing({ step: 'form', base: editing.base, mine: dataOf(editing.base) });
  };
  /** Stores `mine` over exactly `base`; what came between is shown, never written over. */
  const save = (base: User, mine: UserData) => {
    if (isSame(mine, dataOf(base))) return leave();
    saving.run(async () => {
      const outcome = await replaceUser(base, mine).catch((error: unknown) => {
        // The form is where a field is mended, on top of the version that this was written for.
        if (blamesFields(error)) keep(base, mine);
        throw error;
      });
      if (outcome.kind === 'gone') {
        setEditing({ step: 'gone', base, mine });
        return false;
      }
      if (outcome.kind === 'overtaken' && !isSame(mine, dataOf(outcome.theirs))) {
        setEditing(overtaken({ base, mine }, outcome.theirs));
        return false;
      }
      removeDraft(draft);
      say({ what: 'changed', name: mine.name.trim(), id: base.id });
      await client.invalidateQueries({ queryKey: listKey });
      close();
      return true;
    });
  };

  if (editing.step === 'gone') return <GoneDialog id={stored.id} left={editing.mine} />;
  if (editing.step === 'conflict') {
    return (
      <ConflictDialog
        key={editing.theirs.version}
        {...editing}
        saving={saving}
        onClose={close}
        onLeave={leave}
        onSettle={(settled) => save(editing.theirs, settled)}
      />
    );
  }
  return (
    <Dialog
      title={t('edit.title')}
      isOpen
      onClose={close}
      actions={
        <>
          <Button onPress={leave}>{t('dialog.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isPending={saving.isPending}>
            {t('edit.save')}
          </Button>
        </>
      }
    >
      <Troubles error={saving.error} />
      {restored ? <RestoredNotice onDiscard={discard} /> : null}
      <UserForm
        id={form}
        value={editing.mine}
        saving={saving}
        onChange={(mine) => keep(editing.base, mine)}
        onSubmit={() => save(editing.base, editing.mine)}
      />
    </Dialog>
  );
}
