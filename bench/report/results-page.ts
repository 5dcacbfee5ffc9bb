/**
 * The table of docs/benchmarks.md, between two markers. A run replaces the rows of the cases it ran and leaves the others, so the page
 * can be brought up to date case by case.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Row } from '../cases/bench-case.ts';
import { rowText } from './row-text.ts';

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';
const HEAD = [
  '| case | what | target | measured (middle half) | verdict | this machine |',
  '|---|---|---|---|---|---|',
];
const CASE_CELL = /^\| `([a-z-]+)` \|/;

interface Results {
  /** Rows by the name of their case, of this run. */
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  /** Names of all cases, in the order of the table. */
  readonly order: readonly string[];
  /** On what machine and when. */
  readonly about: string;
}

/** Throws where the page has no markers. */
export function writeResults(path: string, results: Results): void {
  const page = readFileSync(path, 'utf8');
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start === -1 || end < start) throw new Error(`${path} has no place for the table`);
  const former = page.slice(start + START.length, end).split('\n');
  const lines = results.order.flatMap((name) => {
    const rows = results.rows.get(name);
    if (rows !== undefined) return rows.map((row) => tableLine(name, row));
    return former.filter((line) => CASE_CELL.exec(line)?.[1] === name);
  });
  const table = [START, '', results.about, '', ...HEAD, ...lines, '', END].join('\n');
  writeFileSync(path, page.slice(0, start) + table + page.slice(end + END.length));
}

function tableLine(name: string, row: Row): string {
  const { what, target, measured, verdict, detail } = rowText(row);
  const cells = [`\`${name}\``, what, target, measured, verdict, detail];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
