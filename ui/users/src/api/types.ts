import type { components } from './schema';

type Schemas = components['schemas'];

export type User = Schemas['User'];
export type UserData = Schemas['UserData'];
export type UserPage = Schemas['UserPage'];
export type Version = Schemas['Version'];
export type FieldProblem = Schemas['FieldProblem'];
