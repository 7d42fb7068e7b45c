// Fails when the script of the first load is over its budget: node check-budget.mjs <dist> <KiB gzip> [<files>]
// First load = what index.html names, everything those files import statically, and the larger language catalogue.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const [dist, budget, most] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4] ?? Infinity)];
const assets = join(dist, 'assets');
const html = readFileSync(join(dist, 'index.html'), 'utf8');
const first = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map((match) => match[1]);
const seen = new Set();
const visit = (file) => {
  if (seen.has(file)) return;
  seen.add(file);
  const source = readFileSync(join(assets, file), 'utf8');
  for (const match of source.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) visit(match[1]);
};
first.forEach(visit);

const size = (file) => gzipSync(readFileSync(join(assets, file))).length;
const sum = (files) => files.map(size).reduce((total, each) => total + each, 0);
const catalogues = ['pt-BR', 'en'].map((language) =>
  readdirSync(assets).filter((file) => file.startsWith(`${language}-`) && file.endsWith('.js')),
);
const total = (sum([...seen]) + Math.max(...catalogues.map(sum))) / 1024;
const files = seen.size + Math.max(...catalogues.map((found) => found.length));
const line = `${basename(resolve(dist, '..'))}: first load ${total.toFixed(1)} KiB of script (gzip), budget ${budget} KiB, in ${files} files`;
if (first.length === 0) fail(`${line}; index.html names no script, so nothing was measured`);
if (total > budget) fail(line);
if (files > most) fail(`${line}; at most ${most} files`);
console.log(line);

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
