/** Plain tables for people: columns two spaces apart, no borders, a faint heading. Scripts use --json instead. */
import { stripVTControlCharacters } from 'node:util';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

export interface Column<Row> {
  readonly heading: string;
  readonly value: (row: Row) => string | null;
  /** Paints the finished cell; the text it gets is already safe and padded. */
  readonly paint?: (cell: string, row: Row) => string;
}

const EMPTY_CELL = '-';
const GAP = '  ';

/** Lines of the table without a newline at the end; absent values show as `-`. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  style: Style,
): string {
  const cells = rows.map((row) =>
    columns.map((column) => printable(column.value(row) ?? EMPTY_CELL)),
  );
  const widths = columns.map((column, index) =>
    Math.max(column.heading.length, ...cells.map((line) => displayWidth(line[index] ?? ''))),
  );
  const heading = columns.map((column, index) => pad(column.heading, widths[index] ?? 0));
  const lines = cells.map((line, rowIndex) =>
    columns.map((column, index) => {
      const cell = pad(line[index] ?? '', widths[index] ?? 0);
      const row = rows[rowIndex];
      return column.paint === undefined || row === undefined ? cell : column.paint(cell, row);
    }),
  );
  return [style.faint(joinCells(heading)), ...lines.map(joinCells)].join('\n');
}

/** Name and value a line; values that are null are left out. */
export function renderFacts(
  facts: readonly (readonly [string, string | null])[],
  style: Style,
): string {
  const shown = facts.filter(([, value]) => value !== null);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown
    .map(([name, value]) => `${style.faint(pad(name, width))}${GAP}${printable(value ?? '')}`)
    .join('\n');
}

function joinCells(cells: readonly string[]): string {
  return cells.join(GAP).trimEnd();
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Columns a text takes: combining marks none, wide East Asian characters and emoji two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (/\p{M}/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
