import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { UsersPage } from '../features/users/components/users-page';
import { readUsersSearch } from '../features/users/model/search';
import { NotFound } from './not-found';
import { Shell } from './shell';
import { Unexpected } from './unexpected';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Unexpected });

/** The list stays where it is, with its filters, while a dialog of its own address lies over it. */
const list = createRoute({
  getParentRoute: () => root,
  id: 'list',
  validateSearch: readUsersSearch,
  component: UsersPage,
});
const index = createRoute({ getParentRoute: () => list, path: '/' });
const create = createRoute({
  getParentRoute: () => list,
  path: '/new',
  component: lazyRouteComponent(() => import('../features/users/components/create-dialog'), 'CreateDialog'),
});
const edit = createRoute({
  getParentRoute: () => list,
  path: '/users/$id',
  component: lazyRouteComponent(() => import('../features/users/components/edit-dialog'), 'EditDialog'),
});
const remove = createRoute({
  getParentRoute: () => list,
  path: '/users/$id/delete',
  component: lazyRouteComponent(() => import('../features/users/components/delete-dialog'), 'DeleteDialog'),
});

const tree = root.addChildren([list.addChildren([index, create, edit, remove])]);

export function newRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Filters as plain query parameters, readable and short: ?q=ana&sort=email,desc&page=2
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const entries = Object.entries(search).flatMap(([key, value]) =>
        value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
      );
      const text = new URLSearchParams(entries).toString().replaceAll('%2C', ',');
      return text ? `?${text}` : '';
    },
    ...(history ? { history } : {}),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
