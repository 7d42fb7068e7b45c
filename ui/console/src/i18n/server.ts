import sentences from './server.pt-BR.json';

/** A part of a sentence; `foreign` where it is English on a page that is not. */
export interface Piece {
  text: string;
  foreign: boolean;
}

interface Known {
  pattern: RegExp;
  /** The names of the values, in the order of the English sentence. */
  names: string[];
  pt: string;
  /** Whether the sentence has words of its own, or only puts another one behind a name. */
  speaks: boolean;
}

const VALUE = /\{(\w+)\}/g;

/** Values that may hold blanks: another sentence, somebody else's words, an enumeration. */
const LOOSE = new Set(['why', 'words', 'list', 'items']);

const known: Known[] = Object.entries(sentences)
  .sort(([one], [other]) => weight(other) - weight(one))
  .map(([en, pt]) => ({
    pattern: new RegExp(
      `^${en
        .split(VALUE)
        .map((part, index) => (index % 2 === 0 ? escaped(part) : LOOSE.has(part) ? '(.+)' : '(\\S+)'))
        .join('')}$`,
      's',
    ),
    names: [...en.matchAll(VALUE)].map((match) => match[1] ?? ''),
    pt,
    speaks: weight(en) > 2,
  }));

/** How much of a sentence is its own: what says more is tried first. */
function weight(en: string): number {
  return en.replace(VALUE, '').length;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * What the bus says in English only, such as why it ignored a delivery, in the reader's language; those sentences are kept
 * in the sealed log and belong to the contract. One that is not known is shown as it is.
 */
export function serverText(text: string, language: string): Piece[] {
  return language === 'pt-BR' ? (told(text) ?? [{ text, foreign: true }]) : [{ text, foreign: false }];
}

/**
 * A sentence that the server said in the reader's language but which ends in one that it only has in English: in brackets,
 * after a dash or after a colon.
 */
export function serverEnding(text: string, language: string): Piece[] {
  if (language !== 'pt-BR') return [{ text, foreign: false }];
  for (const [begin, end] of [[' (', ')'], [' — ', ''], [': ', '']] as const) {
    if (!text.endsWith(end)) continue;
    for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      const from = at + begin.length;
      const tail = told(text.slice(from, text.length - end.length));
      if (tail) return [plain(text.slice(0, from)), ...tail, plain(end)];
    }
  }
  return [plain(text)];
}

function told(text: string): Piece[] | null {
  return together(text) ?? single(text);
}

/** Several of them in one, as the bus joins them. */
function together(text: string): Piece[] | null {
  const parts = text.split('; ');
  if (parts.length < 2) return null;
  const pieces: Piece[] = [];
  for (const [index, part] of parts.entries()) {
    const one = single(part);
    if (!one) return null;
    pieces.push(...(index > 0 ? [plain('; ')] : []), ...one);
  }
  return pieces;
}

function single(text: string): Piece[] | null {
  for (const { pattern, names, pt, speaks } of known) {
    const match = pattern.exec(text);
    if (!match) continue;
    const values = new Map(names.map((name, index) => [name, match[index + 1] ?? '']));
    const inner = told(values.get('why') ?? '');
    if (!speaks && !inner) continue;
    return pt
      .split(VALUE)
      .flatMap((part, index) => (index % 2 === 0 ? [plain(part)] : valueOf(part, values.get(part) ?? '', inner)))
      .filter((piece) => piece.text !== '');
  }
  return null;
}

function valueOf(name: string, value: string, inner: Piece[] | null): Piece[] {
  if (name === 'why') return inner ?? [{ text: value, foreign: true }];
  if (name === 'list') return [plain(value.replaceAll(' and ', ' e '))];
  return [{ text: value, foreign: name === 'words' }];
}

function plain(text: string): Piece {
  return { text, foreign: false };
}
