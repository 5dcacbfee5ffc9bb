import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateProgramFiles } from '../../src-core/places/program-files.ts';
import { connectAgent, stopAgent } from '../../src-engine/agent/connect-agent.ts';
import { startAgent } from '../../src-engine/agent/start-agent.ts';
import type { EngineClient } from '../../src-shared/contract/engine-answers.ts';
import { codeOfAsync } from '../code-of.ts';
import { ENTRY, makeWorkbench, PASSWORD, secret, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeEach(async () => {
  bench = await makeWorkbench();
});

afterEach(async () => {
  await stopAgent(bench.places, 'cli');
  bench.remove();
});

async function startAndConnect(): Promise<EngineClient> {
  await startAgent({
    credential: { kind: 'password', password: secret(PASSWORD) },
    acceptRollback: false,
    idleMs: 600_000,
    entry: locateProgramFiles().agent,
    env: { ...process.env, KEYWRIGHT_HOME: bench.places.dataDir, DBUS_SESSION_BUS_ADDRESS: '' },
  });
  const client = await connectAgent(bench.places, 'cli');
  if (client === null) throw new Error('no agent');
  return client;
}

describe('a new vault key through the engine', () => {
  it('is made by an agent with the draft it gave, and the agent goes on with it', async () => {
    const agent = await startAndConnect();
    await agent.call('entry:add', ENTRY);
    const { recoveryCode } = await agent.call('vault:draft-rekey', { password: PASSWORD });
    const { isComplete } = await agent.call('vault:rekey', { password: PASSWORD, recoveryCode });
    expect(isComplete).toBe(true);
    const { items } = await agent.call('entry:list', { query: '', sort: 'name', inTrash: false });
    expect(items).toHaveLength(1);
    expect(await agent.call('vault:verify-chain', {})).toMatchObject({ ok: true });
    await agent.close();
  });

  it('is not drafted or made for a wrong password', async () => {
    const engine = await bench.unlock();
    const password = 'not the right password';
    const { recoveryCode } = await engine.call('vault:draft-rekey', { password: PASSWORD }, 'cli');
    expect(await codeOfAsync(() => engine.call('vault:draft-rekey', { password }, 'cli'))).toBe(
      'vault/wrong-password',
    );
    expect(
      await codeOfAsync(() => engine.call('vault:rekey', { password, recoveryCode }, 'cli')),
    ).toBe('vault/wrong-password');
    await engine.close();
  });

  it('ends an agent that meets it, so that the next unlock starts another', async () => {
    const agent = await startAndConnect();
    const engine = await bench.unlock();
    const { recoveryCode } = await engine.call('vault:draft-rekey', { password: PASSWORD }, 'cli');
    await engine.call('vault:rekey', { password: PASSWORD, recoveryCode }, 'cli');
    await engine.close();
    expect(await codeOfAsync(() => agent.call('engine:status', {}))).toBe('vault/locked');
    // Its connection closes with the process.
    while ((await codeOfAsync(() => agent.call('engine:status', {}))) !== 'agent/unavailable') {
      await new Promise(setImmediate);
    }
    expect(await connectAgent(bench.places, 'cli')).toBeNull();
  });
});
