/** Programs of their own for the tests of sudden death: bundled once, so that they start fast, and killed by their id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..', '..');

export interface BundledProgram {
  readonly file: string;
  remove(): void;
}

/** Bundles a TypeScript program; the native packages stay outside. */
export async function bundleProgram(source: URL): Promise<BundledProgram> {
  const entry = fileURLToPath(source);
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'vault-program-'));
  // A test may start it as another user.
  chmodSync(outDir, 0o755);
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    build: { ssr: entry, outDir, target: 'node24', minify: false },
    ssr: { noExternal: ['zod'], external: ['better-sqlite3', '@node-rs/argon2'] },
  });
  return {
    file: join(outDir, `${basename(entry, '.ts')}.js`),
    remove: () => {
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

export interface RunningProgram {
  /** The lines it printed so far. */
  readonly lines: readonly string[];
  /** Resolves once it printed this many lines, or ended. */
  printed(count: number): Promise<void>;
  kill(): void;
  /** Resolves with its exit code, null where a signal ended it. */
  ended(): Promise<number | null>;
}

/** Starts the program with its input on stdin, where no other user sees it. */
export function startProgram(program: BundledProgram, input: object): RunningProgram {
  const child = spawn(process.execPath, [program.file], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: dirname(program.file) },
  });
  child.stdin.end(JSON.stringify(input));
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    wake();
  });
  const ended = endOf(child, reader, wake);
  const state = { isOver: false };
  void ended.then(() => {
    state.isOver = true;
    wake();
  });
  return {
    lines,
    printed: async (count) => {
      while (lines.length < count && !state.isOver) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    ended: () => ended,
  };
}

async function endOf(
  child: ChildProcess,
  reader: ReturnType<typeof createInterface>,
  wake: () => void,
): Promise<number | null> {
  const closed = new Promise<void>((resolve) => reader.once('close', resolve));
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  await closed;
  wake();
  return code;
}
