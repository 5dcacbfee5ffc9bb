/** What a .env file means, line by line, and what other readers of it would lose. */
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnvFile } from '../../../src-core/import/env-file.ts';
import { scaled } from '../../scale.ts';

const values = (text: string): Record<string, string> =>
  Object.fromEntries(
    parseEnvFile(text).flatMap((line) =>
      line.kind === 'assignment' ? [[line.name, line.value]] : [],
    ),
  );

describe('parseEnvFile', () => {
  it.each([
    ['A=plain', 'plain'],
    ['A = spaced  ', 'spaced'],
    ['export A=exported', 'exported'],
    ['  A=indented', 'indented'],
    ['A=a#b', 'a#b'],
    ['A=a #b', 'a'],
    ['A=#b', ''],
    ['A=a=b', 'a=b'],
    ['A="a #b" # c', 'a #b'],
    ['A="line\\nnext\\t\\"q\\" \\\\ \\x"', 'line\nnext\t"q" \\ \\x'],
    ["A='line\\nnext'", 'line\\nnext'],
    ['A=`back "and" \'single\'`', 'back "and" \'single\''],
    ['A="two\nlines"', 'two\nlines'],
    ['\ufeffA=marked', 'marked'],
    ["A=it's", "it's"],
    ['A=$HOME', '$HOME'],
  ])('reads %j', (text, value) => {
    expect(values(text)).toEqual({ A: value });
  });

  it('counts lines the same with every kind of line end', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const lines = parseEnvFile(['# c', '', 'A=1', 'B="x', 'y"', 'C=3'].join(end));
      expect(lines.map(({ line }) => line)).toEqual([3, 4, 6]);
    }
  });

  it('keeps what stands behind a value as a comment, and every duplicate as a line', () => {
    expect(parseEnvFile('A=1 # one\nA=2')).toEqual([
      { kind: 'assignment', line: 1, name: 'A', value: '1', comment: 'one' },
      { kind: 'assignment', line: 2, name: 'A', value: '2', comment: null },
    ]);
  });

  it.each(['no assignment', '=x', 'A B=x', '9A=x', 'A="open', 'A="x"y', "A='x' y"])(
    'reports %j as a problem of that line alone, without repeating it',
    (text) => {
      const [problem, next] = parseEnvFile(`${text}\nNEXT=fine`);
      expect(problem).toMatchObject({ kind: 'problem', line: 1 });
      expect(JSON.stringify(problem)).not.toContain(text);
      expect(next).toMatchObject({ name: 'NEXT', value: 'fine' });
    },
  );

  it('agrees with Node on every file without the cases that Node is known to lose', () => {
    const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/);
    const value = fc.stringMatching(/^[A-Za-z0-9+/_.-]{1,20}$/);
    const file = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key });
    fc.assert(
      fc.property(file, fc.constantFrom('', '"', "'"), (pairs, quote) => {
        const text = pairs.map(([key, text_]) => `${key}=${quote}${text_}${quote}`).join('\n');
        expect(values(text)).toEqual({ ...parseEnv(text) });
      }),
      { numRuns: scaled(300) },
    );
    expect(values('A=a#b')).not.toEqual({ ...parseEnv('A=a#b') });
  });

  it('reads a hostile megabyte in one pass', () => {
    for (const unit of ['\\"', '\\', '"', ' ', 'A="\n', 'A=`x\nB="\n', '#', 'export ']) {
      const text = `A="${unit.repeat(Math.floor(1_000_000 / unit.length))}`;
      expect(parseEnvFile(text).length).toBeGreaterThan(0);
    }
  });

  it('reads any text without throwing and without losing a line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('A=\'"`\\# \n\r\t\0é')), maxLength: 200 }),
        (text) => {
          for (const { line } of parseEnvFile(text)) expect(line).toBeGreaterThan(0);
        },
      ),
      { numRuns: scaled(500) },
    );
  });
});
