import { ProblemError } from '@promotion-bus/kit/http/problem';
import { describe, expect, it } from 'vitest';
import { blamesFields, fieldErrors } from './field-errors';

const refusal = (errors: unknown) => new ProblemError('bad-request', 400, 'x', undefined, { errors });

describe('field errors', () => {
  it('are the sentences of the server, one text a field', () => {
    const error = refusal([
      { field: 'name', message: 'não pode ficar em branco' },
      { field: 'email', message: 'deve ser um e-mail' },
      { field: 'email', message: 'é longo demais.' },
    ]);
    expect(fieldErrors(error)).toEqual({
      name: 'Não pode ficar em branco.',
      email: 'Deve ser um e-mail; é longo demais.',
    });
    expect(blamesFields(error)).toBe(true);
  });

  it.each([[refusal(undefined)], [refusal('x')], [refusal([null, 1, { field: 'name' }, { field: 'id', message: 'm' }])], [new Error('x')]])(
    'leave what blames no field of ours to the whole form',
    (error) => {
      expect(fieldErrors(error)).toEqual({});
      expect(blamesFields(error)).toBe(false);
    },
  );
});
