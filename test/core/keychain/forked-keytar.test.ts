/** The desktop's way to the keychain, with real processes, ports and a real Secret Service, on the stand-in. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type KeyringState, type PrivateKeyring, startPrivateKeyring } from './private-keyring.ts';

const STAND_IN = join(import.meta.dirname, '../../stand-in/electron');
const APP = join(import.meta.dirname, '../../main/keychain-app');
const CANARY = 'CANARY-77a1e0';

interface Report {
  readonly result: unknown;
  readonly heard: readonly { readonly kind?: string }[];
  readonly pids: readonly number[];
}

/** One that has ended and that nobody has asked for yet is a zombie: it runs no more. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe.runIf(process.platform === 'linux')('a keychain process that main forks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kw-forked-'));
  let keyring: PrivateKeyring | null = null;
  afterEach(async () => {
    await keyring?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function run(state: KeyringState, timeoutMs: number): Promise<Report> {
    keyring = await startPrivateKeyring(state);
    const app = spawn(STAND_IN, [APP, `--user-data-dir=${join(folder, state)}`], {
      env: {
        ...keyring.env,
        ELECTRON_STANDIN_HEADLESS: '1',
        TMPDIR: tmpdir(),
        REPORT_FILE: join(folder, `${state}.json`),
        CANARY,
        TIMEOUT_MS: String(timeoutMs),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    expect(await once(app, 'exit')).toEqual([0, null]);
    return JSON.parse(readFileSync(join(folder, `${state}.json`), 'utf8')) as Report;
  }

  it('keeps and gives back a secret that main is never told, one process a call', async () => {
    const { result, heard, pids } = await run('unlocked', 30_000);
    expect(result).toEqual({ state: 'ready', isSame: true, isDeleted: true, isGone: true });
    expect(heard.filter(({ kind }) => kind === 'keychain-process')).toHaveLength(5);
    expect(heard).toHaveLength(6);
    expect(JSON.stringify(heard)).not.toContain(CANARY);
    expect(new Set(pids).size).toBe(5);
  });

  it('ends a process that waits for a keychain that never answers', async () => {
    const { result, pids } = await run('frozen', 1_500);
    expect(result).toEqual({ state: 'hung' });
    expect(pids).toHaveLength(1);
    await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  });
});
