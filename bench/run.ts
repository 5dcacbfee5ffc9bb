/**
 * `npm run bench`: every case, or those named by --only, each in a process of its own; then the table of docs/benchmarks.md.
 * A target that is missed is said, not failed: exit code 1 means that a case could not be measured.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BENCH_CASES } from './bench-cases.ts';
import type { Row } from './cases/bench-case.ts';
import { writeResults } from './report/results-page.ts';
import { rowText } from './report/row-text.ts';

const DEFAULT_SOAK_MINUTES = 3;
const PAGE = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    minutes: { type: 'string', default: String(DEFAULT_SOAK_MINUTES) },
  },
});

const order = BENCH_CASES.map(({ name }) => name);
const wanted = values.only ?? order;
const unknown = wanted.filter((name) => !order.includes(name));
if (unknown.length > 0 || !(Number(values.minutes) > 0)) {
  print(
    `Usage: npm run bench -- [--quick] [--minutes N] [--only CASE]…\nCases: ${order.join(', ')}`,
  );
  process.exit(2);
}

const rows = new Map<string, readonly Row[]>();
const failed: string[] = [];
for (const name of order.filter((candidate) => wanted.includes(candidate))) {
  print(`\n${name}`);
  const measured = await runCase(name);
  if (measured === null) failed.push(name);
  else rows.set(name, measured);
  for (const row of measured ?? []) printRow(row);
}
if (values.quick) print('\nQuick sizes: these figures say little, and the page is left as it is.');
else writeResults(PAGE, { rows, order, about: describeMachine() });
if (failed.length > 0) print(`\nNot measured: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Null where the case broke off; what it said is on standard error. */
async function runCase(name: string): Promise<readonly Row[] | null> {
  const script = fileURLToPath(new URL('run-case.ts', import.meta.url));
  const args = [script, name, values.quick ? 'quick' : 'full', values.minutes];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const output = await text(child.stdout);
  const [code] = await ended;
  return code === 0 ? (JSON.parse(output) as Row[]) : null;
}

function printRow(row: Row): void {
  const { what, target, measured, verdict, detail } = rowText(row);
  print(`  ${what}\n    target ${target}, measured ${measured}: ${verdict}   [${detail}]`);
}

function describeMachine(): string {
  const [first] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `Last run on ${day}: Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} × ${first?.model.trim() ?? 'unknown'}.`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
