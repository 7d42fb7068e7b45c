import { read } from '@promotion-bus/kit/http/client';
import { queryOptions } from '@tanstack/react-query';
import type { Target } from './acts';
import { api } from './client';

/** Why a version is or is not moving in a stage: the state and every reason, not only the first. */
export const whyQuery = ({ project, stage, freight }: Target) =>
  queryOptions({
    queryKey: ['why', project, stage, freight],
    queryFn: ({ signal }) => read(api.GET('/api/why', { params: { query: { project, stage, freight } }, signal })),
  });
