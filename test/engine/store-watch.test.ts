/** Attack: whoever can write store and checkpoints file cuts both. The checkpoints alone cannot tell; the vault saw more. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyStoreChain } from '../../src-core/audit/verify-chain.ts';
import { openEmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import type { Engine } from '../../src-engine/engine.ts';
import { openEngine } from '../../src-engine/open-engine.ts';
import { CTX, ISSUE, makeWorkbench, PASSWORD, secret, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeEach(async () => {
  bench = await makeWorkbench();
});

afterEach(() => bench.remove());

async function withEngine<Result>(
  work: (engine: Engine) => Promise<Result>,
  acceptRollback = false,
): Promise<Result> {
  const credential = { kind: 'password', password: secret(PASSWORD) } as const;
  const engine = await openEngine({ credential, acceptRollback, via: 'cli' }, bench.deps);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

const issue = (name: string) =>
  withEngine((engine) => engine.call('key:issue', { ...ISSUE, name }, 'cli'));

const compared = (acceptRollback = false) =>
  withEngine((engine) => engine.call('vault:compare-store', {}, 'cli'), acceptRollback);

/** What the chain and its checkpoints say by themselves. */
async function chainAlone(): Promise<{ readonly ok: boolean; readonly head: number }> {
  const { store, storeKeys } = await openEmbeddedStore(bench.deps);
  const { checkpointsFile } = bench.places;
  const { ok } = await verifyStoreChain({ store, keys: await storeKeys.load(), checkpointsFile });
  const head = await store.head();
  await store.close();
  return { ok, head: head.seq };
}

function keep(): () => void {
  const files = [bench.places.storeFile, bench.places.checkpointsFile];
  const kept = files.map((path) => join(`${path}.kept`));
  files.forEach((path, at) => copyFileSync(path, kept[at] ?? ''));
  return () => {
    for (const suffix of ['-wal', '-shm']) rmSync(bench.places.storeFile + suffix, { force: true });
    files.forEach((path, at) => copyFileSync(kept[at] ?? '', path));
  };
}

describe('a store that goes on', () => {
  it('fits what the vault saw, also after work that the vault did not see', async () => {
    await issue('first');
    const { store } = await openEmbeddedStore(bench.deps);
    const [key] = await store.listKeys({});
    if (key !== undefined) await store.setKeyDisabled(key.id, true, CTX);
    await store.close();
    const { head } = await chainAlone();
    expect(await compared()).toEqual({ seenSeq: head, broken: null });
  });

  it('is not written into the vault again where nothing is new', async () => {
    await issue('first');
    await compared();
    const before = readFileSync(bench.places.vaultFile);
    await compared();
    expect(readFileSync(bench.places.vaultFile).equals(before)).toBe(true);
  });
});

describe('a checkpoints file that is deleted', () => {
  it('is missed by the chain alone (control), found by the vault, and stays found', async () => {
    await issue('first');
    rmSync(bench.places.checkpointsFile);
    expect((await chainAlone()).ok).toBe(true);
    const found = await compared();
    expect(found.broken?.why).toContain('gone from');
    await issue('second');
    expect((await chainAlone()).ok).toBe(true);
    expect(await compared()).toEqual(found);
  });

  it('is found where its last lines are cut off', async () => {
    await issue('first');
    await issue('second');
    const lines = readFileSync(bench.places.checkpointsFile, 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    writeFileSync(bench.places.checkpointsFile, `${lines.slice(0, -1).join('\n')}\n`);
    expect((await chainAlone()).ok).toBe(true);
    expect((await compared()).broken?.why).toContain('gone from');
  });
});

describe('a store that was cut together with its checkpoints', () => {
  it('is missed by the chain alone (control), and found by the vault', async () => {
    await issue('first');
    const putBack = keep();
    await issue('second');
    const { head } = await chainAlone();
    putBack();
    const cut = await chainAlone();
    expect(cut.ok).toBe(true);
    const { seenSeq, broken } = await compared();
    expect({ seenSeq, seq: broken?.seq }).toEqual({ seenSeq: head, seq: cut.head + 1 });
  });

  it('is found where it was written on to the same length', async () => {
    await issue('first');
    const putBack = keep();
    await issue('second');
    putBack();
    const { store } = await openEmbeddedStore(bench.deps);
    const [key] = await store.listKeys({});
    if (key === undefined) throw new Error('no key');
    for (let at = 0; at < 6; at += 1) await store.setKeyDisabled(key.id, at % 2 === 0, CTX);
    await store.close();
    expect((await chainAlone()).ok).toBe(true);
    expect((await compared()).broken?.why).toContain('not the one that the vault saw');
  });

  it('is the right one once the person says so', async () => {
    await issue('first');
    const putBack = keep();
    await issue('second');
    putBack();
    expect((await compared()).broken).not.toBeNull();
    expect((await compared(true)).broken).toBeNull();
    expect((await compared()).broken).toBeNull();
  });
});

describe('what the vault saw', () => {
  it('is kept by a rekey', async () => {
    await issue('first');
    await withEngine(async (engine) => {
      const { recoveryCode } = await engine.call(
        'vault:draft-rekey',
        { password: PASSWORD },
        'cli',
      );
      await engine.call('vault:rekey', { password: PASSWORD, recoveryCode }, 'cli');
    });
    rmSync(bench.places.checkpointsFile);
    expect((await compared()).broken?.why).toContain('gone from');
  });
});
