import type { User, UserData } from '../../../api/types';
import { dataOf, isSame } from './conflict';

/** What outlives a reload: what the person began with and what they made of it. */
export interface EditDraft {
  base: User;
  mine: UserData;
}

/** Where an edit stands. `conflict`: somebody else stored another version meanwhile; `gone`: somebody deleted it. */
export type Editing =
  | { step: 'form'; base: User; mine: UserData }
  | { step: 'conflict'; base: User; mine: UserData; theirs: User }
  | { step: 'gone'; base: User; mine: UserData };

/** An edit of what is stored now, or one that was begun earlier and may have been overtaken since. */
export function begin(stored: User, draft: EditDraft | null): Editing {
  if (!draft || isSame(draft.mine, dataOf(stored))) return { step: 'form', base: stored, mine: dataOf(stored) };
  return overtaken(draft, stored);
}

/** Versions of the same user only ever grow; another version with my own text in it is nothing to decide about. */
export function overtaken({ base, mine }: EditDraft, theirs: User): Editing {
  if (theirs.version === base.version) return { step: 'form', base: theirs, mine };
  return { step: 'conflict', base, mine, theirs };
}

export const NEW_DRAFT = 'new';

export function draftOf(id: string): string {
  return `edit.${id}`;
}
