import type { User, UserData } from '../../../api/types';

export const fields = ['name', 'email'] as const satisfies readonly (keyof UserData)[];
export type Field = (typeof fields)[number];

export interface FieldConflict {
  field: Field;
  mine: string;
  theirs: string;
  /** Who moved away from what both began with: nobody, one of them, or both differently. */
  changedBy: 'nobody' | 'me' | 'them' | 'both';
}

export type Side = 'mine' | 'theirs';
export type Choices = Partial<Record<Field, Side>>;

/** What I wrote and what is stored now, field by field, with what both began with as the judge. */
export function compare(base: UserData, mine: UserData, theirs: UserData): FieldConflict[] {
  return fields.map((field) => {
    const byMe = mine[field].trim() !== base[field];
    const byThem = theirs[field] !== base[field];
    const agree = mine[field].trim() === theirs[field];
    const changedBy = agree ? 'nobody' : byMe && byThem ? 'both' : byMe ? 'me' : 'them';
    return { field, mine: mine[field].trim(), theirs: theirs[field], changedBy };
  });
}

/** What only one of us changed is taken as it is; where both did, nobody guesses. */
export function firstChoices(conflicts: readonly FieldConflict[]): Choices {
  const choices: Choices = {};
  for (const { field, changedBy } of conflicts) {
    if (changedBy === 'me') choices[field] = 'mine';
    if (changedBy === 'them') choices[field] = 'theirs';
  }
  return choices;
}

/** The fields that still wait for a choice. */
export function openFields(conflicts: readonly FieldConflict[], choices: Choices): Field[] {
  return conflicts.filter(({ field, changedBy }) => changedBy !== 'nobody' && !choices[field]).map(({ field }) => field);
}

/** What is to be stored; what both have alike needs no choice. */
export function settled(conflicts: readonly FieldConflict[], choices: Choices): UserData {
  const result: UserData = { name: '', email: '' };
  for (const { field, mine, theirs } of conflicts) result[field] = choices[field] === 'mine' ? mine : theirs;
  return result;
}

export function dataOf(user: User): UserData {
  return { name: user.name, email: user.email };
}

/** Whether storing this would change anything; the API takes spaces around a value away. */
export function isSame(one: UserData, other: UserData): boolean {
  return fields.every((field) => one[field].trim() === other[field].trim());
}
