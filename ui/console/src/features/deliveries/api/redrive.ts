import { read } from '@promotion-bus/kit/http/client';
import { api } from '../../../api/client';
import type { DeliveriesSearch } from '../model/search';

export function redrive(id: string, reason: string): Promise<unknown> {
  return read(api.POST('/api/deliveries/{id}/redrive', { params: { path: { id } }, body: { reason } }));
}

export async function redriveMany(filter: DeliveriesSearch, reason: string): Promise<number> {
  const { count } = await read(api.POST('/api/deliveries/redrive', { body: { filter, reason } }));
  return count;
}
