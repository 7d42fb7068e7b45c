import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
// @ts-expect-error a build script without types
import { generate } from '../../../kit/generate-client.mjs';

it('is what the committed OpenAPI file gives', async () => {
  const api = join(import.meta.dirname, '../../../../docs/api/users-api.json');
  const generated = await (generate as (file: string) => Promise<string>)(api);
  // Not toEqual: a difference of thousands of lines helps nobody. `npm run generate` shows it.
  expect(generated === readFileSync(join(import.meta.dirname, 'schema.d.ts'), 'utf8')).toBe(true);
}, 60_000);
