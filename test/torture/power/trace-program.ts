/** Runs a program under strace and gives what it did to one folder. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { BundledProgram } from '../../core/vault/child-program.ts';
import type { DiskHistory } from './disk-history.ts';
import { readWriteLog, TRACED_CALLS } from './read-write-log.ts';

/** Longer than anything the programs write at once. */
const MAX_BYTES_A_CALL = 4_194_304;

/** The folder is new at the start, and gone afterwards. `inputFor` gets its path. */
export async function traceProgram(
  program: BundledProgram,
  inputFor: (folder: string) => object,
): Promise<DiskHistory> {
  const outside = mkdtempSync(join(tmpdir(), 'kw-trace-'));
  const folder = mkdtempSync(join(tmpdir(), 'kw-disk-'));
  const logFile = join(outside, 'log');
  try {
    const options = ['-f', '--seccomp-bpf', '-y', '-xx', '-s', String(MAX_BYTES_A_CALL)];
    const calls = `trace=${TRACED_CALLS.join(',')}`;
    const command = [process.execPath, program.file];
    const child = spawn('strace', [...options, '-o', logFile, '-e', calls, ...command], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    child.stdin.end(JSON.stringify(inputFor(folder)));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [faults, exit] = await Promise.all([text(child.stderr), ended]);
    if (exit !== 0) throw new Error(`the traced program ended with ${exit}: ${faults}`);
    return readWriteLog(readFileSync(logFile, 'utf8'), folder);
  } finally {
    rmSync(outside, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}
