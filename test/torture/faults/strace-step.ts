/** Runs one step of a home under strace: to list its calls to the system, or to let one of them fail. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { BundledProgram } from '../../core/vault/child-program.ts';
import type { StepInput } from '../home-step.ts';

/** One thread of libuv's pool, so that its calls are counted in one order. */
const ENVIRONMENT = { UV_THREADPOOL_SIZE: '1' };

export interface StepRun {
  /** What the program said; `killed` where it was, `silent` where it ended without a word. */
  readonly ended: string;
  readonly log: string;
}

export interface StepOptions {
  readonly program: BundledProgram;
  readonly isSwallowing?: boolean;
  /** Options of strace, such as `-e inject=…`. */
  readonly strace: readonly string[];
}

export async function straceStep(input: StepInput, options: StepOptions): Promise<StepRun> {
  const logFile = `${input.folder}.log`;
  const { program, strace, isSwallowing = false } = options;
  const args = ['-f', '-y', '-s', '0', '-o', logFile, ...strace];
  const child = spawn('strace', [...args, process.execPath, program.file], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...ENVIRONMENT },
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify({ ...input, isSwallowing }));
  const end = new Promise<boolean>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_code, signal) => resolve(signal === 'SIGKILL'));
  });
  const [said, isKilled] = await Promise.all([text(child.stdout), end]);
  const log = readFileSync(logFile, 'utf8');
  rmSync(logFile);
  return { ended: isKilled ? 'killed' : said || 'silent', log };
}
