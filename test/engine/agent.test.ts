import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateProgramFiles } from '../../src-core/places/program-files.ts';
import { serveAgent } from '../../src-engine/agent/agent-server.ts';
import { connectAgent, stopAgent } from '../../src-engine/agent/connect-agent.ts';
import { startAgent } from '../../src-engine/agent/start-agent.ts';
import { codeOfAsync } from '../code-of.ts';
import {
  ENTRY,
  makeWorkbench,
  PASSWORD,
  secret,
  steppedClock,
  type Workbench,
} from './workbench.ts';

let bench: Workbench;

beforeEach(async () => {
  bench = await makeWorkbench();
});

afterEach(async () => {
  await stopAgent(bench.places, 'cli');
  bench.remove();
});

function start(password = PASSWORD, idleMs = 600_000) {
  return startAgent({
    credential: { kind: 'password', password: secret(password) },
    acceptRollback: false,
    idleMs,
    entry: locateProgramFiles().agent,
    env: { ...process.env, KEYWRIGHT_HOME: bench.places.dataDir, DBUS_SESSION_BUS_ADDRESS: '' },
  });
}

/** Its memory is gone when the lock is answered; the process table may show it a moment longer, until its parent has read its end. */
async function gone(pid: number): Promise<void> {
  while (existsSync(`/proc/${pid}/maps`) && readFileSync(`/proc/${pid}/maps`).length > 0) {
    await new Promise(setImmediate);
  }
}

describe('the agent', () => {
  it('answers over its socket as the engine does, until it is told to lock', async () => {
    const { pid, status } = await start();
    expect(status.entries).toBe(0);
    const client = await connectAgent(bench.places, 'cli');
    if (client === null) throw new Error('no agent');
    await client.call('entry:add', ENTRY);
    const { secret: value } = await client.call('entry:reveal', {
      entry: ENTRY.name,
      purpose: 'reveal',
      versionId: null,
      reason: null,
    });
    expect(value).toBe(ENTRY.secret);
    expect((await client.call('engine:status', {})).locksAtMs).toBeGreaterThan(Date.now());
    await client.close();
    expect(await stopAgent(bench.places, 'cli')).toBe(true);
    expect(await connectAgent(bench.places, 'cli')).toBeNull();
    expect(existsSync(bench.places.agentSocket)).toBe(false);
    await gone(pid);
  });

  it('keeps its socket to its owner', async () => {
    await start();
    expect(statSync(bench.places.agentSocket).mode & 0o777).toBe(0o600);
    expect(statSync(bench.places.runtimeDir).mode & 0o077).toBe(0);
  });

  it('carries errors over with code, message and hint', async () => {
    await start();
    const client = await connectAgent(bench.places, 'cli');
    const code = await codeOfAsync(async () => client?.call('entry:show', { entry: 'nope' }));
    expect(code).toBe('entry/not-found');
    await client?.close();
  });

  it('does not start with a wrong password, and leaves nothing', async () => {
    expect(await codeOfAsync(() => start('a wrong pass phrase'))).toBe('vault/wrong-password');
    expect(await connectAgent(bench.places, 'cli')).toBeNull();
  });

  it('is alone on a vault', async () => {
    await start();
    expect(await codeOfAsync(() => start())).toBe('agent/unavailable');
    expect(await connectAgent(bench.places, 'cli')).not.toBeNull();
  });

  it('starts again over the socket that a killed one left', async () => {
    const { pid } = await start();
    process.kill(pid, 'SIGKILL');
    while (await connectAgent(bench.places, 'cli')) await new Promise(setImmediate);
    expect(existsSync(bench.places.agentSocket)).toBe(true);
    await start();
    expect(await connectAgent(bench.places, 'cli')).not.toBeNull();
  });

  it('has no password in its arguments or environment, and dumps no core', async () => {
    const { pid } = await start();
    for (const file of ['cmdline', 'environ']) {
      expect(readFileSync(`/proc/${pid}/${file}`, 'latin1')).not.toContain(PASSWORD);
    }
    expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(/Max core file size\s+0\s+0/);
  });

  it('drops a peer that does not speak its language, and goes on', async () => {
    await start();
    for (const noise of ['GET / HTTP/1.1\r\n\r\n', '{"id":1}\n', '\0\0\0\n', '[]\n']) {
      await new Promise<void>((resolve) => {
        const socket = connect(bench.places.agentSocket, () => socket.write(noise));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    }
    const client = await connectAgent(bench.places, 'cli');
    expect((await client?.call('engine:status', {}))?.entries).toBe(0);
    await client?.close();
  });
});

describe('an agent that nobody asks', () => {
  it.each([
    ['locks after its idle time', 60_001, 0],
    ['locks when the machine has slept', 0, 30_000],
  ])('%s', async (_name, idleStepMs, sleptMs) => {
    const directory = mkdtempSync(join(tmpdir(), 'kw-agent-'));
    const clock = steppedClock();
    let sleptSoFarMs = 0;
    const sleeper = {
      nowMs: () => clock.nowMs() + sleptSoFarMs,
      monotonicMs: () => clock.monotonicMs(),
    };
    const engine = await bench.unlock();
    const agent = await serveAgent({
      engine,
      socketPath: join(directory, 'a.sock'),
      idleMs: 60_000,
      clock: sleeper,
    });
    expect(readdirSync(directory)).toEqual(['a.sock']);
    clock.step(idleStepMs);
    sleptSoFarMs = sleptMs;
    await agent.ended;
    expect(readdirSync(directory)).toEqual([]);
    rmSync(directory, { recursive: true });
  });
});
