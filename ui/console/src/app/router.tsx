import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { readApprovalsSearch } from '../features/approvals/model/search';
import { readAuditSearch } from '../features/audit/model/search';
import { readBoardSearch } from '../features/board/model/search';
import { BoardPage } from '../features/board/components/board-page';
import { readDeliveriesSearch } from '../features/deliveries/model/search';
import { readFiguresSearch } from '../features/figures/model/search';
import { NotFound } from './not-found';
import { Unexpected } from './unexpected';
import { Root } from './root';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Unexpected });

const board = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readBoardSearch,
  component: BoardPage,
});
const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: readApprovalsSearch,
  component: lazyRouteComponent(() => import('../features/approvals/components/approvals-page'), 'ApprovalsPage'),
});
const approval = createRoute({
  getParentRoute: () => root,
  path: '/approvals/$id',
  component: lazyRouteComponent(() => import('../features/approvals/components/decision-page'), 'DecisionPage'),
});
const lineage = createRoute({
  getParentRoute: () => root,
  path: '/lineage/$freight',
  component: lazyRouteComponent(() => import('../features/lineage/components/lineage-page'), 'LineagePage'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('../features/audit/components/audit-page'), 'AuditPage'),
});
const deliveries = createRoute({
  getParentRoute: () => root,
  path: '/deliveries',
  validateSearch: readDeliveriesSearch,
  component: lazyRouteComponent(() => import('../features/deliveries/components/deliveries-page'), 'DeliveriesPage'),
});
const delivery = createRoute({
  getParentRoute: () => root,
  path: '/deliveries/$id',
  component: lazyRouteComponent(() => import('../features/deliveries/components/delivery-page'), 'DeliveryPage'),
});
const routes = createRoute({
  getParentRoute: () => root,
  path: '/routes',
  component: lazyRouteComponent(() => import('../features/routes/components/routes-page'), 'RoutesPage'),
});
const freezes = createRoute({
  getParentRoute: () => root,
  path: '/freezes',
  component: lazyRouteComponent(() => import('../features/freezes/components/freezes-page'), 'FreezesPage'),
});
const figures = createRoute({
  getParentRoute: () => root,
  path: '/figures',
  validateSearch: readFiguresSearch,
  component: lazyRouteComponent(() => import('../features/figures/components/figures-page'), 'FiguresPage'),
});

const tree = root.addChildren([
  board,
  approvals,
  approval,
  lineage,
  audit,
  deliveries,
  delivery,
  routes,
  freezes,
  figures,
]);

export function newRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Filters as plain query parameters, readable and short: ?action=approval&stage=prod
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const entries = Object.entries(search).flatMap(([key, value]) =>
        value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
      );
      const text = new URLSearchParams(entries).toString();
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
