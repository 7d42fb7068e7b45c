import { read } from '@promotion-bus/kit/http/client';
import { api } from './client';
import type { Approval, Freeze, Promotion, Quarantine } from './types';

export interface Target {
  project: string;
  stage: string;
  freight: string;
}

/** Asks the people of a gated stage about a version that nobody would ask about by itself. */
export function ask(target: Target, reason: string): Promise<Approval> {
  return read(api.POST('/api/approvals', { body: { ...target, reason } }));
}

/** Promotes to a stage that needs no decision. */
export function promote(target: Target, reason: string): Promise<Promotion> {
  return read(api.POST('/api/promotions', { body: { ...target, reason } }));
}

/** Promotes past a decision; everybody whose decision it was is told. */
export function breakGlass(target: Target, reason: string): Promise<Promotion> {
  return read(api.POST('/api/break-glass', { body: { ...target, reason } }));
}

export function retry(promotion: string, reason: string): Promise<Promotion> {
  return read(api.POST('/api/promotions/{id}/retry', { params: { path: { id: promotion } }, body: { reason } }));
}

/** Returns a stage to an earlier version: `to`, or the newest one verified there. */
export function rollBack(stage: Omit<Target, 'freight'>, to: string | null, reason: string): Promise<Promotion> {
  return read(api.POST('/api/rollbacks', { body: { ...stage, to, reason } }));
}

/** Lets a stage move again that stopped itself, and lifts Kargo's hold. */
export function resumeStage({ project, stage }: Omit<Target, 'freight'>, reason: string): Promise<unknown> {
  return read(api.POST('/api/stages/{project}/{stage}/resume', { params: { path: { project, stage } }, body: { reason } }));
}

export interface NewFreeze {
  project: string | null;
  stage: string | null;
  reason: string;
  until: string | null;
}

export function setFreeze(freeze: NewFreeze): Promise<Freeze> {
  return read(api.POST('/api/freezes', { body: freeze }));
}

export function liftFreeze(id: string, reason: string): Promise<Freeze> {
  return read(api.POST('/api/freezes/{id}/lift', { params: { path: { id } }, body: { reason } }));
}

export function setQuarantine(digest: string, reason: string): Promise<Quarantine> {
  return read(api.POST('/api/quarantine', { body: { digest, reason } }));
}
