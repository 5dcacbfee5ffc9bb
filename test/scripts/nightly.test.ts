import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { readFigures, shortfalls } = (await import(join(root, 'scripts/nightly-figures.mjs'))) as {
  readFigures: (output: string) => Map<string, number>;
  shortfalls: (wanted: Record<string, number>, reached: Map<string, number>) => string[];
};
const { NIGHTLY } = (await import(join(root, 'scripts/nightly-plan.mjs'))) as {
  NIGHTLY: readonly { name: string; paths: readonly string[]; figures: Record<string, number> }[];
};

describe('the figures of a night', () => {
  it('are summed from what the tests printed, among anything else', () => {
    const output =
      'x\n\u001b[39mKEYWRIGHT_FIGURE 600 power cuts\nKEYWRIGHT_FIGURE 400 power cuts\r\nseed\n';
    expect([...readFigures(output)]).toEqual([['power cuts', 1_000]]);
  });

  it('fall short where fewer were done, or nothing was said (control)', () => {
    const reached = new Map([['a', 9]]);
    expect(shortfalls({ a: 10, b: 5 }, reached)).toEqual(['only 9 of 10 a', 'only 0 of 5 b']);
    expect(shortfalls({ a: 9 }, reached)).toEqual([]);
  });

  it('are reported by a test of the suite, under the very name', () => {
    for (const { paths, figures } of NIGHTLY) {
      const sources = paths.flatMap(sourcesIn).join('\n');
      for (const what of Object.keys(figures)) expect(sources).toContain(`'${what}'`);
    }
  });
});

function sourcesIn(path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  // A file's figure may be reported by what stands beside it.
  const folder = path.endsWith('.ts') ? join(full, '..') : full;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
