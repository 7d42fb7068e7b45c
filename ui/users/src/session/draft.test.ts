import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { readDraft, removeAllDrafts, useDraft, writeDraft } from './draft';

it('outlives the dialog, until it is cleared', () => {
  const first = renderHook(() => useDraft('new', 'a'));
  expect(first.result.current.restored).toBe(false);
  act(() => first.result.current.set('ab'));
  first.unmount();

  const second = renderHook(() => useDraft('new', 'a'));
  expect(second.result.current).toMatchObject({ value: 'ab', restored: true });
  act(() => second.result.current.reset());
  expect(second.result.current).toMatchObject({ value: 'a', restored: false });
  expect(readDraft('new')).toBeNull();
});

it('keeps nothing that nobody typed', () => {
  renderHook(() => useDraft('new', 'a'));
  expect(readDraft('new')).toBeNull();
});

it('goes with the person who logs out, alone', () => {
  writeDraft('new', 'a');
  sessionStorage.setItem('other', 'x');
  removeAllDrafts();
  expect(readDraft('new')).toBeNull();
  expect(sessionStorage.getItem('other')).toBe('x');
});
