import { expect, it } from 'vitest';
import { routes } from '../../../testing/fixtures/operations';
import { byFeature, isStarted } from './groups';

it('routes stand by feature, in order', () => {
  const groups = byFeature(routes());
  expect(groups.map(({ feature }) => feature)).toEqual(['feed', 'intake', 'kargo', 'notification', 'promotion']);
  expect(groups[1]?.routes.map(({ id }) => id)).toEqual(['intake-accept-delivery', 'intake-interpret-delivery']);
});

it('a suspended route is not in service', () => {
  expect(routes().filter((route) => !isStarted(route)).map(({ id }) => id)).toEqual(['feed-refresh-warehouse']);
});
