/** Runs one case in a process of its own, so that no case warms up or litters another; prints its rows as one JSON line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BENCH_CASES } from './bench-cases.ts';

const [name = '', mode = '', minutes = ''] = process.argv.slice(2);
const found = BENCH_CASES.find((candidate) => candidate.name === name);
if (found === undefined) throw new Error(`there is no case named "${name}"`);
const workDir = mkdtempSync(join(tmpdir(), 'kw-bench-'));
try {
  const rows = await found.run({
    isQuick: mode === 'quick',
    soakMinutes: Number(minutes),
    cacheDir: fileURLToPath(new URL('.cache', import.meta.url)),
    workDir,
    note: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify(rows)}\n`);
} finally {
  rmSync(workDir, { recursive: true, force: true });
}
