import { read } from '@promotion-bus/kit/http/client';
import { setClockOffset } from '@promotion-bus/kit/now';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';

/** Below this the difference is the network's, not the clocks'. */
const NOISE_MS = 2000;

/** Version, business time and who does not answer. Relative times on every page follow the server's clock. */
export const systemQuery = () =>
  queryOptions({
    queryKey: ['system'],
    queryFn: async ({ signal }) => {
      const system = await read(api.GET('/api/system', { signal }));
      const offset = Date.parse(system.now) - Date.now();
      const aheadMs = Math.abs(offset) > NOISE_MS ? offset : 0;
      setClockOffset(aheadMs);
      return { ...system, aheadMs };
    },
    refetchInterval: 15_000,
  });
