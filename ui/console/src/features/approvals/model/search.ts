import type { Approval } from '../../../api/types';

export const tabs = ['mine', 'open', 'decided', 'ended'] as const;
export type Tab = (typeof tabs)[number];

export interface ApprovalsSearch {
  tab?: Tab;
}

export function readApprovalsSearch(raw: Record<string, unknown>): ApprovalsSearch {
  const tab = tabs.find((each) => each === raw['tab']);
  return tab && tab !== 'mine' ? { tab } : {};
}

/** Which states a tab shows; `mine` is a list of its own. `ended` are those that nobody decided. */
export const statesOf: Record<Exclude<Tab, 'mine'>, readonly Approval['state'][]> = {
  open: ['open'],
  decided: ['approved', 'rejected'],
  ended: ['expired', 'superseded', 'withdrawn'],
};
