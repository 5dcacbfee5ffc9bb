import { describe, expect, it } from 'vitest';
import { createStyle } from '../../../src-cli/output/style.ts';
import { displayWidth, renderFacts, renderTable } from '../../../src-cli/output/table.ts';

const plain = createStyle(process.stdout, { NO_COLOR: '1' });
const columns = [
  { heading: 'A', value: (row: readonly (string | null)[]) => row[0] ?? null },
  { heading: 'LONG', value: (row: readonly (string | null)[]) => row[1] ?? null },
];

describe('tables', () => {
  it('line columns up by what they show, two spaces apart, with - for what is absent', () => {
    const rows = [
      ['名前', 'x'],
      ['é', null],
      ['plain', 'y'],
    ];
    expect(renderTable(rows, columns, plain)).toBe(
      ['A      LONG', '名前   x', 'é      -', 'plain  y'].join('\n'),
    );
  });

  it('leave out facts that are null', () => {
    const facts = [
      ['Name', 'x'],
      ['URL', null],
      ['Expires', 'y'],
    ] as const;
    expect(renderFacts(facts, plain)).toBe('Name     x\nExpires  y');
  });

  it('count wide characters as two columns and marks as none', () => {
    expect(displayWidth('a名🔑e\u0301')).toBe(6);
    expect(displayWidth('\u001b[1mbold\u001b[0m')).toBe(4);
  });
});

describe('colour', () => {
  const stream = (isTTY: boolean) => Object.assign(Object.create(process.stdout), { isTTY });

  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('on a terminal (%s) with %j is %s', (isTTY, env, isColoured) => {
    expect(createStyle(stream(isTTY), env).bad('x') !== 'x').toBe(isColoured);
  });
});
