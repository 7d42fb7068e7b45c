import { isProblem } from '@promotion-bus/kit/http/problem';
import type { FieldProblem } from '../../../api/types';
import { type Field, fields } from './conflict';

export type FieldErrors = Partial<Record<Field, string>>;

/** What the server says about each field, in its own words as a sentence. */
export function fieldErrors(error: unknown): FieldErrors {
  if (!isProblem(error)) return {};
  const listed = error.members['errors'];
  const problems = Array.isArray(listed) ? (listed as unknown[]).filter(isFieldProblem) : [];
  const result: FieldErrors = {};
  for (const field of fields) {
    const messages = problems.filter((problem) => problem.field === field).map(({ message }) => message);
    if (messages.length > 0) result[field] = sentence(messages.join('; '));
  }
  return result;
}

/** Whether mending a field is what helps. */
export function blamesFields(error: unknown): boolean {
  return Object.keys(fieldErrors(error)).length > 0;
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as FieldProblem).field === 'string' &&
    typeof (value as FieldProblem).message === 'string'
  );
}

function sentence(text: string): string {
  const upper = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  return /[.!?]$/.test(upper) ? upper : `${upper}.`;
}
