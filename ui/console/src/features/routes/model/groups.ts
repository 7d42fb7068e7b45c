import type { Route } from '../../../api/types';

export interface RouteGroup {
  feature: string;
  routes: Route[];
}

/** Routes by feature, which is the first word of their id; both in alphabetical order. */
export function byFeature(routes: readonly Route[]): RouteGroup[] {
  const groups = new Map<string, Route[]>();
  for (const route of [...routes].sort((a, b) => a.id.localeCompare(b.id))) {
    const feature = route.id.split('-')[0] ?? route.id;
    groups.set(feature, [...(groups.get(feature) ?? []), route]);
  }
  return [...groups].map(([feature, members]) => ({ feature, routes: members }));
}

export function isStarted(route: Route): boolean {
  return route.state.toLowerCase() === 'started';
}
