import { expect, it } from 'vitest';
import { shortDigest, shortTag } from './digest';

it('shows the first 12 characters without the algorithm', () => {
  expect(shortDigest(`sha256:${'0123456789ab'.repeat(6)}`)).toBe('0123456789ab');
  expect(shortDigest('f0cdb3e1aa22bb33cc44')).toBe('f0cdb3e1aa22');
});

it('cuts a commit sha and leaves every other tag alone', () => {
  expect(shortTag('8c1e77a'.padEnd(40, '0'))).toBe('8c1e77a');
  expect(shortTag('v1.10.0-rc.1')).toBe('v1.10.0-rc.1');
  expect(shortTag('8c1e77a')).toBe('8c1e77a');
});
