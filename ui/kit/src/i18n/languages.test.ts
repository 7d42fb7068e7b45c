import { expect, it } from 'vitest';
import { bestLanguage } from './languages';
import en from './messages/en.json';
import pt from './messages/pt-BR.json';

it('gives Portuguese of any country ours, and English to everybody else', () => {
  expect(bestLanguage(['pt-PT', 'en'])).toBe('pt-BR');
  expect(bestLanguage(['de-DE', 'pt'])).toBe('pt-BR');
  expect(bestLanguage(['en-GB', 'pt'])).toBe('en');
  expect(bestLanguage(['de', 'fr'])).toBe('en');
});

it('says the same things in both languages', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(pt).sort());
});
