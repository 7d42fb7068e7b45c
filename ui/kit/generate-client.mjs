// Writes TypeScript types from an OpenAPI file: node generate-client.mjs <openapi.json> <out.d.ts>
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

/** The types as text; the same input always gives the same text, so a test can compare it with what is committed. */
export async function generate(file) {
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  const tree = await openapiTS(JSON.parse(readFileSync(file, 'utf8')), { alphabetize: true, emptyObjectsUnknown: true });
  return `// Generated from the OpenAPI file by \`npm run generate\`; do not edit.\n\n${astToString(tree)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [input, output] = process.argv.slice(2);
  writeFileSync(resolve(output), await generate(resolve(input)));
}
