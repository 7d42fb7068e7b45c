import { describe, expect, it } from 'vitest';
import { actions, groups, isKnown, toneOf } from './actions';
import { fieldChanges } from './changes';
import { toInstant, toLocalField } from '../../../model/local-time';
import { exportAddress, filterOf, readAuditSearch } from './search';

describe('the filters', () => {
  it('are read from the address, nonsense left out', () => {
    expect(readAuditSearch({ stage: ' prod ', actor: '', page: '7', order: 'asc' })).toEqual({ stage: 'prod', order: 'asc' });
    expect(readAuditSearch({ order: 'sideways' })).toEqual({});
  });

  it('go into the export as they are', () => {
    expect(exportAddress(filterOf({ stage: 'prod', q: 'a&b', order: 'asc' }), 'csv')).toBe(
      '/api/audit/export?format=csv&stage=prod&q=a%26b',
    );
  });

  it('give back the time that was typed', () => {
    const typed = '2026-03-10T15:04';
    expect(toLocalField(toInstant(typed))).toBe(typed);
    expect(toInstant('')).toBeUndefined();
    expect(toLocalField('yesterday')).toBe('');
  });
});

describe('fieldChanges', () => {
  it('show what differs side by side', () => {
    expect(fieldChanges({ state: 'open', met: 0 }, { state: 'approved', met: 0, by: { role: 'qa' } })).toEqual([
      { field: 'state', before: 'open', after: 'approved' },
      { field: 'by', before: null, after: '{\n "role": "qa"\n}' },
    ]);
  });

  it('are nothing for nothing', () => {
    expect(fieldChanges(null, undefined)).toEqual([]);
  });
});

it('every action of the contract is known and its group can be asked for', () => {
  expect(actions).toHaveLength(35);
  expect(groups).toContain('break-glass');
  expect(isKnown('approval.approved')).toBe(true);
  expect(isKnown('approval.dreamt')).toBe(false);
  expect(toneOf('rollback.started')).toBe('bad');
  expect(toneOf('something.new')).toBe('muted');
});
