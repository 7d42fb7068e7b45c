import { queryOptions } from '@tanstack/react-query';
import { ConfigError, loadConfig } from '../config/config';

/** The environment's configuration, once per page. */
export const configQuery = () =>
  queryOptions({
    queryKey: ['config'],
    queryFn: ({ signal }) => loadConfig(signal),
    staleTime: Infinity,
    retry: (count, error) => count < 2 && !(error instanceof ConfigError),
  });
