import { describe, expect, it } from 'vitest';
import { formatRate, parseRate } from '../../../src-shared/limits/rate.ts';
import { codeOf } from '../../code-of.ts';

describe('a rate limit', () => {
  it('reads N/D, and a name before it', () => {
    expect(parseRate('100/1m')).toEqual({ name: 'rate', limit: 100, periodMs: 60_000 });
    expect(parseRate('burst=5/1s')).toEqual({ name: 'burst', limit: 5, periodMs: 1_000 });
  });

  it('writes what it reads', () => {
    for (const text of ['100/1m', '1/1s', 'burst=5/1s', '1000000/1y'])
      expect(formatRate(parseRate(text))).toBe(text);
  });

  it.each([
    '',
    '100',
    '/1m',
    '0/1m',
    '-1/1m',
    '1000001/1m',
    '1.5/1m',
    'a b=1/1m',
    '100/1m/1h',
    '100/1m\n',
  ])('refuses "%s"', (text) => {
    expect(codeOf(() => parseRate(text))).toMatch(/^usage\/invalid-(rate|duration)$/);
  });

  it('says which argument was wrong, and how', () => {
    expect(() => parseRate('many')).toThrow('--rate: "many" is not a rate limit');
    expect(() => parseRate('0/1m', '--limit')).toThrow('--limit: 0 calls is outside 1 to 1000000');
  });

  it('refuses a period nobody meant', () => {
    expect(codeOf(() => parseRate('100/2y'))).toBe('usage/invalid-duration');
  });
});
