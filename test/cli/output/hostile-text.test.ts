/** Attack: a record, an import or an answer that holds text made to move the cursor, colour the screen or hide what a line says. */
import { describe, expect, it } from 'vitest';
import { createStyle } from '../../../src-cli/output/style.ts';
import { renderFacts, renderTable } from '../../../src-cli/output/table.ts';
import { clip } from '../../../src-shared/error/clip.ts';

const HOSTILE: readonly (readonly [string, string])[] = [
  ['a colour', '\u001b[31mred\u001b[0m'],
  ['a clearing of the screen', '\u001b[2J\u001b[Hgone'],
  ['a new title of the window', '\u001b]0;title\u0007'],
  ['a write to the clipboard', '\u001b]52;c;ZXZpbA==\u0007'],
  ['an 8-bit control sequence', '\u009b31mred'],
  ['a return over the line', 'honest\rforged'],
  ['a line of its own', 'first\nsecond'],
  ['a backspace', 'abc\b\b\bxyz'],
  ['a NUL', 'a\u0000b'],
  ['a reversal of direction', 'gpj.\u202eexe'],
  ['an isolate', '\u2067abc\u2069'],
  ['a zero-width space', 'pay\u200bpal'],
];

/** Control characters other than the line feeds that we write ourselves, and marks that reorder or hide. */
const DANGER = /(?!\n)\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

const style = createStyle(process.stdout, { NO_COLOR: '1' });
const column = { heading: 'NAME', value: (row: { name: string }) => row.name };

describe('hostile text on the terminal', () => {
  it.each(HOSTILE)('comes out of a table without %s', (_what, name) => {
    const text = renderTable([{ name }], [column], style);
    expect(text).not.toMatch(DANGER);
    expect(text.split('\n')).toHaveLength(2);
  });

  it.each(HOSTILE)('comes out of a list of facts without %s', (_what, notes) => {
    const text = renderFacts([['notes', notes]], style);
    expect(text).not.toMatch(DANGER);
    expect(text.split('\n')).toHaveLength(1);
  });

  it.each(HOSTILE)('is quoted in a message without %s, and never at length', (_what, text) => {
    expect(clip(text)).not.toMatch(DANGER);
    expect(clip(text)).not.toContain('\n');
    expect(clip(text + 'x'.repeat(10_000)).length).toBeLessThanOrEqual(41);
  });

  it('is dangerous as it is, so that the checks above can fail (control)', () => {
    const harmless = HOSTILE.filter(([, text]) => !DANGER.test(text) && !text.includes('\n'));
    expect(harmless).toEqual([]);
    expect(renderTable([{ name: 'Zürich · 東京 €' }], [column], style)).toContain(
      'Zürich · 東京 €',
    );
  });
});
