/** Starts the program that clears the clipboard later; it lives on when this process ends. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ClearRequest } from './clear-request.ts';

interface ClearChildDeps {
  readonly nodeFile: string;
  /** `clipboard-clear-child.ts`, or the bundle's `clipboard-clear-child.mjs`. */
  readonly childFile: string;
  readonly env: Readonly<Record<string, string>>;
}

type ClearChild = ChildProcessByStdio<Writable, Readable, null>;

const START_TIMEOUT_MS = 15_000;

/** Resolves when the child has said that it waits to clear, so that this process may end. Rejects where it never does. */
export async function startClearChild(request: ClearRequest, deps: ClearChildDeps): Promise<void> {
  const child = spawn(deps.nodeFile, [deps.childFile], {
    env: deps.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  try {
    await untilReady(child, request);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    child.stdout.destroy();
    child.unref();
  }
}

function untilReady(child: ClearChild, request: ClearRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      clearTimeout(timer);
      reject(new Error('the program that clears the clipboard did not start'));
    };
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    child.on('error', fail);
    child.on('exit', fail);
    child.stdin.on('error', fail);
    child.stdout.once('data', () => {
      clearTimeout(timer);
      resolve();
    });
    child.stdin.end(JSON.stringify(request));
  });
}
