/** The threat model of SECURITY.md: each promise names tests that exist, or says that it is not there yet. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Promised {
  readonly against: string;
  readonly promise: string;
  readonly tests: readonly string[];
}

function promisesOf(page: string): Promised[] {
  const section = /## What is promised\n([\s\S]*?)\n## /.exec(page)?.[1] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| against |'))
    .map((line) => {
      const [, against = '', promise = '', shownBy = ''] = line.split(' | ').join('|').split('|');
      const tests = Array.from(
        shownBy.matchAll(/\]\((test\/[^)]+)\)/g),
        (link) => link[1] as string,
      );
      return { against: against.trim(), promise: promise.trim(), tests };
    });
}

/** Rows that show nothing: no test named, or a file that tests nothing, without saying that it is not there yet. */
function emptyPromises(rows: readonly Promised[]): string[] {
  return rows
    .filter(({ promise }) => !promise.startsWith('Not there yet'))
    .filter(({ tests }) => tests.length === 0 || !tests.every(holdsTests))
    .map(({ against }) => against);
}

function holdsTests(path: string): boolean {
  return path.endsWith('.test.ts') && /\b(it|test)(\.each)?\b|\bdescribe/.test(read(path));
}

describe('the threat model of SECURITY.md', () => {
  const rows = promisesOf(read('SECURITY.md'));

  it('names for each promise the tests that show it', () => {
    expect(rows.length).toBeGreaterThanOrEqual(12);
    expect(emptyPromises(rows)).toEqual([]);
  });

  it('says plainly what is not promised', () => {
    const section = read('SECURITY.md').split('## What is not promised\n')[1] ?? '';
    for (const words of ['0600', 'pepper in a file', 'JavaScript strings', 'recovery code']) {
      expect(section).toContain(words);
    }
  });

  it('is checked by something that can fail (control)', () => {
    const page =
      '## What is promised\n\n| against | promise | shown by |\n|---|---|---|\n| a | b | – |\n';
    const planted = promisesOf(`${page}| c | Not there yet. | – |\n\n## Next\n`);
    expect(planted.map(({ against }) => against)).toEqual(['a', 'c']);
    expect(emptyPromises(planted)).toEqual(['a']);
  });
});
