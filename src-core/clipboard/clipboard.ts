/**
 * The platform's clipboard for one secret at a time: copied through a program's stdin, cleared after a while by a process that holds
 * only a keyed hash. Nothing stays in the clipboard unless something is there to clear it.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { childEnvironment } from '../../src-shared/runtime/child-environment.ts';
import type { RandomSource } from '../runtime/random.ts';
import { SecretText } from '../secret/secret-bytes.ts';
import { type ClearRequest, fingerprint } from './clear-request.ts';
import { type ClipboardProgram, clipboardAdvice, clipboardPrograms } from './clipboard-program.ts';
import { feedProgram } from './feed-program.ts';
import { findProgram } from './find-program.ts';
import { startClearChild } from './start-clear-child.ts';

export interface Clipboard {
  /** When a copied value is cleared, if the clipboard still holds it then; milliseconds after the copy. */
  readonly clearAfterMs: number;
  /** The program that would be used, looked for without touching the clipboard. Throws clipboard/unavailable. */
  assertAvailable(): Promise<string>;
  /** Copies the text. Throws clipboard/unavailable, with what to install; then the clipboard does not hold it. */
  copy(text: SecretText): Promise<void>;
}

export interface ClipboardDeps {
  readonly random: RandomSource;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly nodeFile: string;
  /** `clipboard-clear-child.ts`, or the bundle's `clipboard-clear-child.mjs`. */
  readonly childFile: string;
  /** 30,000 by default. */
  readonly clearAfterMs?: number;
}

const CLEAR_AFTER_MS = 30_000;
const PROGRAM_TIMEOUT_MS = 5_000;
const KEY_BYTES = 32;

export function createClipboard(deps: ClipboardDeps): Clipboard {
  const clearAfterMs = deps.clearAfterMs ?? CLEAR_AFTER_MS;
  const env = childEnvironment(deps.env);
  return {
    clearAfterMs,
    async copy(text) {
      for (const program of clipboardPrograms(deps.env, deps.platform)) {
        if (!(await copyWith(program, text, env))) continue;
        await arrangeClearing(program, text, { ...deps, env, clearAfterMs });
        return;
      }
      throw noClipboard(deps);
    },
    async assertAvailable() {
      for (const program of clipboardPrograms(deps.env, deps.platform)) {
        const path = await findProgram(program.clear.file, deps.env);
        if (path !== null) return path;
      }
      throw noClipboard(deps);
    },
  };
}

function noClipboard({ env, platform }: ClipboardDeps): KeywrightError {
  return new KeywrightError('clipboard/unavailable', 'There is no clipboard to copy to here', {
    hint: clipboardAdvice(env, platform),
  });
}

async function copyWith(
  program: ClipboardProgram,
  text: SecretText,
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  for (const command of program.copy) {
    const outcome = await feedProgram(command, text, { env, timeoutMs: PROGRAM_TIMEOUT_MS });
    if (outcome === 'done') return true;
    if (outcome === 'missing') return false;
  }
  return false;
}

interface ClearingDeps extends ClipboardDeps {
  readonly env: Readonly<Record<string, string>>;
  readonly clearAfterMs: number;
}

async function arrangeClearing(
  program: ClipboardProgram,
  text: SecretText,
  deps: ClearingDeps,
): Promise<void> {
  const key = deps.random.bytes(KEY_BYTES);
  const request: ClearRequest = {
    key: key.toString('base64'),
    fingerprint: fingerprint(key, text.expose()).toString('base64'),
    afterMs: deps.clearAfterMs,
    read: program.read,
    clear: program.clear,
  };
  try {
    await startClearChild(request, deps);
  } catch (error) {
    const { env } = deps;
    await feedProgram(program.clear, new SecretText(''), { env, timeoutMs: PROGRAM_TIMEOUT_MS });
    throw new KeywrightError(
      'clipboard/unavailable',
      'The clipboard could not be cleared later, so nothing was left in it',
      { cause: error, hint: 'Use `keywright show ENTRY --reveal` instead.' },
    );
  }
}
