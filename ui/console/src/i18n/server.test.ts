import { describe, expect, it } from 'vitest';
import { type Piece, serverEnding, serverText } from './server';
import sentences from './server.pt-BR.json';

const joined = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('');
const inPortuguese = (text: string) => joined(serverText(text, 'pt-BR'));
const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');

/** The sentence as the bus would say it. */
const example = (template: string) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'why' ? 'the tag is not a semantic version' : `x-${name}`));

describe('the sentences the bus has in English only', () => {
  it.each(Object.entries(sentences))('"%s" is said in Portuguese with the same values', (en, pt) => {
    expect(values(pt).sort()).toEqual(values(en).sort());
    expect(new Set(values(en)).size).toBe(values(en).length);
    expect(inPortuguese(example(en))).toBe(
      example(pt).replace('the tag is not a semantic version', 'a tag não é uma versão semântica'),
    );
  });

  it('leave nothing in English when their values are known', () => {
    const foreign = Object.keys(sentences)
      .filter((en) => !values(en).includes('words'))
      .filter((en) => serverText(example(en), 'pt-BR').some((piece) => piece.foreign));
    expect(foreign).toEqual([]);
  });
});

describe('serverText', () => {
  it('stays as it is for who reads English', () => {
    expect(serverText('Branch env/dev was deleted', 'en')).toEqual([{ text: 'Branch env/dev was deleted', foreign: false }]);
  });

  it('marks a sentence that is not known as English', () => {
    expect(serverText('The moon is full', 'pt-BR')).toEqual([{ text: 'The moon is full', foreign: true }]);
  });

  it('keeps names, and marks what others said within it as English', () => {
    expect(serverText('Kargo refused the Freight (403): admission webhook denied the request', 'pt-BR')).toEqual([
      { text: 'O Kargo recusou o Freight (', foreign: false },
      { text: '403', foreign: false },
      { text: '): ', foreign: false },
      { text: 'admission webhook denied the request', foreign: true },
    ]);
  });

  it('reads one sentence within another', () => {
    expect(inPortuguese('Warehouse shop/users: the tag does not satisfy ^2.0.0')).toBe(
      'Warehouse shop/users: a tag não satisfaz ^2.0.0',
    );
    expect(
      inPortuguese('Kargo was asked to look (for ghcr.io/acme/api the tag matches ignoreTagsRegexes ^x)'),
    ).toBe('Pediu-se ao Kargo que consulte (para ghcr.io/acme/api a tag cai em ignoreTagsRegexes ^x)');
    expect(inPortuguese('The stage turned unhealthy after the promotion: users-stg is Degraded: 0 of 2 Pods')).toBe(
      'O estágio adoeceu depois da promoção: users-stg está doente: 0 of 2 Pods',
    );
  });

  it('reads several that are joined', () => {
    expect(
      inPortuguese('Warehouse a/users: the tag matches ignoreTagsRegexes ^x; Warehouse b/users: the tag is not a semantic version'),
    ).toBe('Warehouse a/users: a tag cai em ignoreTagsRegexes ^x; Warehouse b/users: a tag não é uma versão semântica');
    expect(inPortuguese('approval.require names a role twice; stages is missing')).toBe(
      'approval.require cita um papel duas vezes; stages está faltando',
    );
  });

  it('does not take a name with a colon for a sentence', () => {
    expect(inPortuguese('step-1: container exited')).toBe('step-1: container exited');
  });

  it('joins enumerations in Portuguese', () => {
    expect(inPortuguese('the roles qa and po need 3 different people and have 2')).toBe(
      'os papéis qa e po precisam de 3 pessoas diferentes e têm 2',
    );
  });
});

describe('serverEnding', () => {
  const ending = (text: string) => joined(serverEnding(text, 'pt-BR'));

  it.each([
    ['não dá para aplicar a política: nobody has the role qa', 'não dá para aplicar a política: ninguém tem o papel qa'],
    [
      'o digest sha256:95ad está em quarentena, por promotion-bus — The stage turned unhealthy after the promotion',
      'o digest sha256:95ad está em quarentena, por promotion-bus — O estágio adoeceu depois da promoção',
    ],
    [
      'espera a decisão de qa. A política está em vigor, mas é impossível cumpri-la (nobody has the role qa)',
      'espera a decisão de qa. A política está em vigor, mas é impossível cumpri-la (ninguém tem o papel qa)',
    ],
    ['a reversão parou: o que voltou também está doente: api is Degraded', 'a reversão parou: o que voltou também está doente: api está doente'],
    [
      'a política é impossível de cumprir (it can never be met: the role po needs 2 people and has 1)',
      'a política é impossível de cumprir (nunca poderá ser cumprida: o papel po precisa de 2 pessoas e tem 1)',
    ],
    ['congelado por operator — incidente 412', 'congelado por operator — incidente 412'],
  ])('of "%s"', (text, expected) => {
    expect(ending(text)).toBe(expected);
  });

  it('stays for who reads English', () => {
    const text = 'the policy cannot be applied: nobody has the role qa';
    expect(joined(serverEnding(text, 'en'))).toBe(text);
  });
});
