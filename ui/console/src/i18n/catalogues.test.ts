import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import pt from './pt-BR.json';

const root = join(import.meta.dirname, '..');

function sources(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const code = sources(root).join('\n');
const literal = new Set([...code.matchAll(/['"]([\w-]+(?:\.[\w-]+)+)['"]/g)].map((match) => match[1] ?? ''));
literal.add('opensOutside');
/** Keys made of parts, as patterns: `approval.state.${state}` stands for every key that fits. */
const patterns = [...code.matchAll(/`([\w-]+\.[\w.-]*(?:\$\{[^}]+\}[\w.-]*)+)`/g)].map(
  (match) => new RegExp(`^${(match[1] ?? '').replace(/\./g, '\\.').replace(/\$\{[^}]+\}/g, '[\\w.-]+')}$`),
);
const base = (key: string) => key.replace(/_(one|other)$/, '');

describe('the catalogues', () => {
  it('say the same things in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(pt).sort());
  });

  it('hold no key that nothing says', () => {
    const unused = Object.keys(pt)
      .map(base)
      .filter((key) => !literal.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it('hold every key that is said', () => {
    const known = new Set(Object.keys(pt).map(base));
    const said = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    expect(said.filter((key) => !known.has(key))).toEqual([]);
  });

  it('use the same values in both languages', () => {
    const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const key of Object.keys(pt) as (keyof typeof pt)[]) {
      expect({ key, values: values(en[key]) }).toEqual({ key, values: values(pt[key]) });
    }
  });

  it('leave nothing empty', () => {
    const empty = Object.entries({ ...pt, ...en }).filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });
});
