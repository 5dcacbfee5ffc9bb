import { describe, expect, it } from 'vitest';
import { createPermissionReader } from '../../../src-core/verify/permission-reader.ts';
import { codeOf } from '../../code-of.ts';

describe('the permission reader', () => {
  it('takes only what is left out as nothing asked: null is refused', () => {
    const read = createPermissionReader();
    expect(read(undefined)).toBeNull();
    expect(codeOf(() => read(null))).toBe('usage/invalid-permission');
  });

  it('gives what it read before, and never mistakes a text for a list', () => {
    const read = createPermissionReader();
    expect(read(['a', 'b'])).toBe(read(['a', 'b']));
    expect(codeOf(() => read('["a","b"]'))).toBe('usage/invalid-permission');
  });

  it('remembers the last 512 queries, and lets the oldest go first', () => {
    const read = createPermissionReader();
    const first = [read(['a', 'b']), read(['c', 'd'])];
    for (let index = 0; index < 510; index += 1) read([`p${index}`, 'x']);
    expect(read(['a', 'b'])).toBe(first[0]);
    read(['one', 'more']);
    expect(read(['c', 'd'])).toBe(first[1]);
    expect(read(['a', 'b'])).not.toBe(first[0]);
  });

  it('remembers no query of more than 1,024 characters', () => {
    const read = createPermissionReader();
    const ofLength = (length: number): string[] => {
      const names = Array.from({ length: 9 }, () => 'n'.repeat(100));
      const rest = length - JSON.stringify([...names, '']).length;
      return [...names, 'n'.repeat(rest)];
    };
    expect(JSON.stringify(ofLength(1_024))).toHaveLength(1_024);
    expect(read(ofLength(1_024))).toBe(read(ofLength(1_024)));
    expect(read(ofLength(1_025))).toEqual(read(ofLength(1_025)));
    expect(read(ofLength(1_025))).not.toBe(read(ofLength(1_025)));
  });
});
