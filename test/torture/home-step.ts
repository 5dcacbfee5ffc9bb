/** The steps that a test lets fail: each is done on a home as PREPARED makes it, by the real engine. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newId, systemRandom } from '../../src-core/runtime/random.ts';
import { restoreBackup } from '../../src-core/vault/restore-backup.ts';
import { initialize } from '../../src-engine/initialize.ts';
import type { OpenEngineDeps } from '../../src-engine/open-engine.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { CTX, ENTRY, ISSUE, PASSWORD, ROTATE, secret, steppedClock } from '../engine/workbench.ts';
import { byRecovery, type HomeSession, homeDeps, openHome } from './home-session.ts';

export const STEP_NAMES = [
  'init',
  'add',
  'edit',
  'issue',
  'rotate',
  'password',
  'backup',
  'restore',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

export const NEXT_PASSWORD = 'another long password';
export const NOW_MS = 1_800_000_000_000;

export interface StepInput {
  readonly step: StepName;
  /** Holds `home`, and the backups beside it. */
  readonly folder: string;
  /** Empty where there is no vault yet. */
  readonly code: string;
}

export function depsOf(folder: string, nowMs = NOW_MS): OpenEngineDeps {
  return homeDeps(join(folder, 'home'), steppedClock(nowMs), systemRandom);
}

/** A home with two entries, an API, a key, and a backup that lacks the second entry. Gives the recovery code. */
export async function prepareHome(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const deps = depsOf(folder);
  const made = await initialize({ password: secret(PASSWORD), pepperPlace: 'file' }, deps);
  const code = made.recoveryCode.expose();
  const { engine, store } = await openHome(deps, byRecovery(code));
  const api = { name: 'acme', prefix: 'acme', environments: ['live', 'test'] };
  await store.createApi({ id: newId('api', systemRandom), ...api }, CTX);
  await engine.call('entry:add', { ...ENTRY, name: 'first' }, 'cli');
  await engine.call('key:issue', ISSUE, 'cli');
  await engine.call('vault:backup', { file: join(folder, 'early.kw') }, 'cli');
  await engine.call('entry:add', { ...ENTRY, name: 'second' }, 'cli');
  await engine.close();
  return code;
}

/** `done`, the code of a KeywrightError, or the text of any other: a fault of ours. */
export async function runStep(input: StepInput, nowMs = NOW_MS): Promise<string> {
  try {
    await takeStep(input, nowMs);
    return 'done';
  } catch (error) {
    return error instanceof KeywrightError ? error.code : `untyped ${String(error)}`;
  }
}

async function takeStep({ step, folder, code }: StepInput, nowMs: number): Promise<void> {
  const deps = depsOf(folder, nowMs);
  if (step === 'init') {
    await initialize({ password: secret(PASSWORD), pepperPlace: 'file' }, deps);
  } else if (step === 'restore') {
    const paths = { backupPath: join(folder, 'early.kw'), vaultPath: deps.places.vaultFile };
    await restoreBackup(paths, byRecovery(code), deps.vault);
  } else {
    const session = await openHome(deps, byRecovery(code));
    try {
      await callEngine(session, step, folder);
    } finally {
      await session.engine.close();
    }
  }
}

async function callEngine(
  { engine }: HomeSession,
  step: Exclude<StepName, 'init' | 'restore'>,
  folder: string,
): Promise<unknown> {
  switch (step) {
    case 'add':
      return engine.call('entry:add', { ...ENTRY, name: 'third' }, 'cli');
    case 'edit':
      return engine.call('entry:edit', { entry: 'first', secret: 'edited', reason: null }, 'cli');
    case 'issue':
      return engine.call('key:issue', { ...ISSUE, name: 'another key' }, 'cli');
    case 'rotate':
      return engine.call('key:rotate', ROTATE, 'cli');
    case 'password':
      return engine.call('vault:change-password', { password: NEXT_PASSWORD }, 'cli');
    case 'backup':
      return engine.call('vault:backup', { file: join(folder, 'late.kw') }, 'cli');
  }
}
