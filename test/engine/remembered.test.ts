import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateProgramFiles } from '../../src-core/places/program-files.ts';
import type { UnlockWay } from '../../src-core/vault/vault.ts';
import { connectAgent, stopAgent } from '../../src-engine/agent/connect-agent.ts';
import { startAgent } from '../../src-engine/agent/start-agent.ts';
import type { EngineClient } from '../../src-shared/contract/engine-answers.ts';
import { codeOfAsync } from '../code-of.ts';
import { type PrivateKeyring, startPrivateKeyring } from '../core/keychain/private-keyring.ts';
import { makeWorkbench, PASSWORD, secret, type Workbench } from './workbench.ts';

let bench: Workbench;
let keyring: PrivateKeyring;

beforeEach(async () => {
  bench = await makeWorkbench();
  keyring = await startPrivateKeyring('unlocked');
});

afterEach(async () => {
  await stopAgent(bench.places, 'cli');
  await keyring.stop();
  bench.remove();
});

async function unlocked(credential: UnlockWay): Promise<EngineClient> {
  await startAgent({
    credential,
    acceptRollback: false,
    idleMs: 600_000,
    entry: locateProgramFiles().agent,
    env: { ...keyring.env, KEYWRIGHT_HOME: bench.places.dataDir },
  });
  const client = await connectAgent(bench.places, 'cli');
  if (client === null) throw new Error('no agent');
  return client;
}

describe('an agent on a real keyring', { timeout: 120_000 }, () => {
  it('remembers, unlocks by the keychain alone, and forgets', async () => {
    const first = await unlocked({ kind: 'password', password: secret(PASSWORD) });
    const { endsAtMs } = await first.call('vault:remember', { password: PASSWORD });
    await first.close();
    await stopAgent(bench.places, 'cli');
    const second = await unlocked({ kind: 'keychain' });
    expect((await second.call('engine:status', {})).rememberedUntilMs).toBe(endsAtMs);
    expect(await second.call('vault:forget', {})).toEqual({ wasRemembered: true });
    await second.close();
    await stopAgent(bench.places, 'cli');
    expect(await codeOfAsync(() => unlocked({ kind: 'keychain' }))).toBe('vault/locked');
  });
});
