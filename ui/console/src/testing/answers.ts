import type { Answers } from './serve';
import { approvals, promotionOf } from './fixtures/approvals';
import { board } from './fixtures/board';
import { FixtureClock, type Say } from './fixtures/clock';
import { auditEvents, deliveries, lineage, trace } from './fixtures/log';
import { figures, freezes, person, quarantine, routes, system, verification } from './fixtures/operations';
import { policies, promotionsOf, why } from './fixtures/stages';

const pt: Say = (text) => text;

/** Every page's data, for a person with these roles; a test replaces what it is about. */
export function answers(roles: string[] = ['qa', 'operator', 'auditor'], replaced: Answers = {}): Answers {
  const clock = new FixtureClock();
  const requests = approvals(clock, pt);
  const list = (items: readonly unknown[]) => ({ body: { items } });
  return {
    ...replaced,
    'GET /api/me': () => ({ body: person(roles) }),
    'GET /api/system': () => ({ body: system(clock) }),
    'GET /api/board': () => ({ body: board(clock, pt) }),
    'GET /api/approvals': ({ search }) =>
      list(
        requests.filter((each) =>
          search.has('mine') ? each.state === 'open' && each.you.may : each.state === search.get('state'),
        ),
      ),
    'GET /api/approvals/*': ({ path }) => ({ body: requests.find(({ id }) => path.endsWith(id)) }),
    'GET /api/promotions': ({ search }) => {
      if (!search.has('freight')) return list(promotionsOf(clock, search));
      const request = requests.find((each) => each.freight === search.get('freight') && each.state === 'approved');
      return list(request ? [promotionOf(request, clock)] : []);
    },
    'GET /api/policies': () => list(policies(pt)),
    'GET /api/why': ({ search }) => ({ body: why(clock, pt, search) }),
    'GET /api/freezes': ({ search }) => list(freezes(clock, pt).filter((each) => search.has('all') || !each.liftedAt)),
    'GET /api/quarantine': () => list(quarantine(clock)),
    'GET /api/lineage/*': () => ({ body: lineage(clock, pt) }),
    'GET /api/audit': () => list(auditEvents(clock, pt)),
    'GET /api/audit/verify': () => ({ body: verification(clock) }),
    'GET /api/audit/*/trace': () => ({ body: trace(clock) }),
    'GET /api/deliveries': ({ search }) =>
      list(deliveries(clock).filter(({ status }) => !search.has('status') || status === search.get('status'))),
    'GET /api/deliveries/*': ({ path }) => ({ body: deliveries(clock).find(({ id }) => path.endsWith(id)) }),
    'GET /api/deliveries/*/trace': () => ({ body: trace(clock) }),
    'GET /api/routes': () => list(routes()),
    'GET /api/figures': () => ({ body: figures(clock) }),
    ...replaced,
  };
}
