/** Crashes between sealing, committing and confirming: the next unlock brings vault and store to one truth. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVault } from '../../src-core/vault/open-vault.ts';
import type { Engine } from '../../src-engine/engine.ts';
import { openEngine } from '../../src-engine/open-engine.ts';
import { PENDING_GRACE_MS } from '../../src-engine/settle-copies.ts';
import { codeOfAsync } from '../code-of.ts';
import type { CrashPoint } from './crash-points.ts';
import { ISSUE, ISSUE_MANY, makeWorkbench, PASSWORD, secret, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeEach(async () => {
  bench = await makeWorkbench();
});

afterEach(() => bench.remove());

async function crash(action: 'issue' | 'issue-many' | 'rotate', point: CrashPoint): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('crash-child.ts', import.meta.url)),
      bench.places.dataDir,
      action,
      point,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
}

async function withEngine<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const engine = await bench.unlock();
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

const issue = () => withEngine((engine) => engine.call('key:issue', ISSUE, 'cli'));

const status = () => withEngine((engine) => engine.call('engine:status', {}, 'cli'));

const entries = () =>
  withEngine(async (engine) => {
    const answer = await engine.call(
      'entry:list',
      { query: '', sort: 'name', inTrash: false },
      'cli',
    );
    return answer.items;
  });

const revealed = (entry = ISSUE.name) =>
  withEngine((engine) =>
    engine.call('entry:reveal', { entry, purpose: 'reveal', versionId: null, reason: null }, 'cli'),
  );

async function pendingCopies(): Promise<number> {
  const credential = { kind: 'password', password: secret(PASSWORD) } as const;
  const vault = await openVault({ path: bench.places.vaultFile, credential }, bench.deps.vault);
  const copies = vault.list().flatMap((entry) => entry.overview.issued?.copies ?? []);
  await vault.close();
  return copies.filter((copy) => copy.state === 'pending').length;
}

async function generation(): Promise<number> {
  const credential = { kind: 'password', password: secret(PASSWORD) } as const;
  const vault = await openVault({ path: bench.places.vaultFile, credential }, bench.deps.vault);
  const found = vault.generation;
  await vault.close();
  return found;
}

describe('issue, killed', () => {
  it('before anything was sealed: no key, no copy', async () => {
    await crash('issue', 'nothing sealed');
    expect(await entries()).toEqual([]);
  });

  it('after sealing and before the commit: the copy is kept while its commit could still come, then dropped', async () => {
    await crash('issue', 'sealed, not committed');
    expect(await pendingCopies()).toBe(1);
    expect((await status()).settled).toEqual({ confirmed: 0, discarded: 0 });
    expect((await entries()).map((view) => view.status)).toEqual(['pending']);
    bench.clock.step(PENDING_GRACE_MS + 60_000);
    expect((await status()).settled).toEqual({ confirmed: 0, discarded: 1 });
    expect(await entries()).toEqual([]);
  });

  it('after the commit and before the confirmation: the copy is confirmed and holds the token', async () => {
    await crash('issue', 'committed, not confirmed');
    expect(await pendingCopies()).toBe(1);
    expect((await status()).settled).toEqual({ confirmed: 1, discarded: 0 });
    expect(await pendingCopies()).toBe(0);
    expect((await revealed()).secret).toMatch(/^acme_live_/);
  });

  it('after the commit, where upkeep comes later: the copy is pending until then, and confirmed by it', async () => {
    await crash('issue', 'committed, not confirmed');
    const credential = { kind: 'password', password: secret(PASSWORD) } as const;
    const unlock = { credential, acceptRollback: false, via: 'window' } as const;
    const engine = await openEngine({ ...unlock, isUpkeepLater: true }, bench.deps);
    const settled = async () => (await engine.call('engine:status', {}, 'window')).settled;
    expect(await settled()).toEqual({ confirmed: 0, discarded: 0 });
    await engine.settle();
    expect(await settled()).toEqual({ confirmed: 1, discarded: 0 });
    await engine.close();
    expect(await pendingCopies()).toBe(0);
  });

  it('after the confirmation: nothing is left to settle', async () => {
    await crash('issue', 'confirmed');
    expect((await status()).settled).toEqual({ confirmed: 0, discarded: 0 });
    expect((await revealed()).secret).toMatch(/^acme_live_/);
  });
});

describe('issue of many, killed', () => {
  const names = [...ISSUE_MANY.names];

  it('before anything was sealed: no key, no copy', async () => {
    await crash('issue-many', 'nothing sealed');
    expect(await entries()).toEqual([]);
  });

  it('after sealing and before the commit: every copy is kept while the commit could still come, then all are dropped', async () => {
    await crash('issue-many', 'sealed, not committed');
    expect(await pendingCopies()).toBe(3);
    expect((await status()).settled).toEqual({ confirmed: 0, discarded: 0 });
    expect((await entries()).map((view) => view.status)).toEqual(['pending', 'pending', 'pending']);
    bench.clock.step(PENDING_GRACE_MS + 60_000);
    expect((await status()).settled).toEqual({ confirmed: 0, discarded: 3 });
    expect(await entries()).toEqual([]);
  });

  it('after the commit and before the confirmation: every copy is confirmed and holds its token', async () => {
    await crash('issue-many', 'committed, not confirmed');
    expect(await pendingCopies()).toBe(3);
    expect((await status()).settled).toEqual({ confirmed: 3, discarded: 0 });
    expect(await pendingCopies()).toBe(0);
    expect((await entries()).map((view) => view.name)).toEqual(names);
    const tokens = await Promise.all(names.map(async (name) => (await revealed(name)).secret));
    expect(new Set(tokens).size).toBe(3);
  });

  it('after the confirmation: nothing is left to settle', async () => {
    await crash('issue-many', 'confirmed');
    expect((await status()).settled).toEqual({ confirmed: 0, discarded: 0 });
    expect((await entries()).map((view) => view.status)).toEqual(['active', 'active', 'active']);
  });
});

describe('rotate, killed', () => {
  it('before anything was sealed: the old token stays the newest', async () => {
    const issued = await issue();
    await crash('rotate', 'nothing sealed');
    expect((await revealed()).secret).toBe(issued.token);
  });

  it('after sealing and before the commit: the old token comes back, the new copy goes', async () => {
    const issued = await issue();
    await crash('rotate', 'sealed, not committed');
    bench.clock.step(PENDING_GRACE_MS + 60_000);
    expect((await status()).settled).toEqual({ confirmed: 0, discarded: 1 });
    expect((await revealed()).secret).toBe(issued.token);
    expect((await entries()).map((view) => view.masked)).toEqual([
      `acme_live_${issued.versionId}_••••••••`,
    ]);
  });

  it('after the commit and before the confirmation: both tokens are there', async () => {
    const issued = await issue();
    await crash('rotate', 'committed, not confirmed');
    expect((await status()).settled).toEqual({ confirmed: 1, discarded: 0 });
    const newest = await revealed();
    expect(newest.versionId).not.toBe(issued.versionId);
    const old = await withEngine((engine) =>
      engine.call(
        'entry:reveal',
        { entry: ISSUE.name, purpose: 'reveal', versionId: issued.versionId, reason: null },
        'cli',
      ),
    );
    expect(old.secret).toBe(issued.token);
  });

  it('after the confirmation: nothing is left to settle', async () => {
    await issue();
    await crash('rotate', 'confirmed');
    expect((await status()).settled).toEqual({ confirmed: 0, discarded: 0 });
  });
});

describe('a store that cannot commit', () => {
  it('leaves no copy behind when it says so at once', async () => {
    await withEngine(async (engine) => {
      const refused = { ...ISSUE, expires: { kind: 'at', atMs: 0 } };
      expect(await codeOfAsync(() => engine.call('key:issue', refused, 'cli'))).toBe(
        'key/expiry-refused',
      );
    });
    expect(await pendingCopies()).toBe(0);
    expect(await entries()).toEqual([]);
  });

  it('leaves no copy of a batch behind, and no key', async () => {
    await withEngine(async (engine) => {
      const refused = { ...ISSUE_MANY, expires: { kind: 'at', atMs: 0 } };
      expect(await codeOfAsync(() => engine.call('key:issue-many', refused, 'cli'))).toBe(
        'key/expiry-refused',
      );
      const twice = { ...ISSUE_MANY, names: ['one', 'two', 'one'] };
      expect(await codeOfAsync(() => engine.call('key:issue-many', twice, 'cli'))).toBe(
        'usage/invalid-name',
      );
    });
    expect(await pendingCopies()).toBe(0);
    expect(await entries()).toEqual([]);
  });
});

describe('issue of many', () => {
  it('is one commit of the vault for the copies and one for their confirmation, however many they are', async () => {
    const commitsOf = async (work: (engine: Engine) => Promise<unknown>) => {
      const before = await generation();
      await withEngine(work);
      return (await generation()) - before;
    };
    const names = Array.from({ length: 40 }, (_, index) => `n ${index}`);
    // The first of all leaves more behind: what the vault last saw of the store.
    await issue();
    const ofOne = await commitsOf((engine) => engine.call('key:issue', ISSUE, 'cli'));
    const ofMany = await commitsOf(async (engine) => {
      const answer = await engine.call('key:issue-many', { ...ISSUE_MANY, names }, 'cli');
      expect(answer.items.map(({ name }) => name)).toEqual(names);
    });
    const ofTwo = await commitsOf(async (engine) => {
      await engine.call('key:issue', ISSUE, 'cli');
      await engine.call('key:issue', ISSUE, 'cli');
    });
    expect(ofMany).toBe(ofOne);
    expect(ofTwo).toBe(ofOne + 2);
    const events = await withEngine((engine) => engine.call('vault:verify-chain', {}, 'cli'));
    expect(events.ok).toBe(true);
    expect(await pendingCopies()).toBe(0);
  });
});
