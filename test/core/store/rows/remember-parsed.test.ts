import { describe, expect, it } from 'vitest';
import { rememberParsed } from '../../../../src-core/store/rows/remember-parsed.ts';

describe('a reader that remembers', () => {
  it('reads a text once, forgets the oldest past its bound, and remembers no failure', () => {
    const asked: string[] = [];
    const read = rememberParsed((text) => {
      asked.push(text);
      if (text === 'bad') throw new Error('bad');
      return { text };
    }, 2);
    expect(read('a')).toBe(read('a'));
    expect(read('b')).toEqual({ text: 'b' });
    expect(() => read('bad')).toThrow('bad');
    expect(() => read('bad')).toThrow('bad');
    read('a');
    read('c');
    read('a');
    expect(asked).toEqual(['a', 'b', 'bad', 'bad', 'c', 'a']);
  });
});
