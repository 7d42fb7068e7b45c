import { expect, it } from 'vitest';
import { frequency, medianText, rateText } from './numbers';

it('says nothing where nothing was measured', () => {
  expect(medianText({ samples: 0, median: 'PT1M' })).toBeNull();
  expect(medianText({ samples: 3 })).toBeNull();
  expect(rateText({ failed: 0, total: 0 }, 'en')).toBeNull();
});

it('speaks in units people use', () => {
  expect(medianText({ samples: 3, median: 'PT3H41M' })).toBe('3 h 41 min');
  expect(rateText({ failed: 1, total: 8 }, 'pt-BR')).toBe('12,5%');
  expect(frequency(9.4)).toEqual({ value: 9.4, unit: 'day' });
  expect(frequency(0.5)).toEqual({ value: 3.5, unit: 'week' });
  expect(frequency(0)).toEqual({ value: 0, unit: 'day' });
});
