import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import type { Engine } from '../../src-engine/engine.ts';
import type { EngineAnswer } from '../../src-shared/contract/engine-answers.ts';
import type { EngineCall, EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { parseToken } from '../../src-shared/key-format/token.ts';
import { parseRate } from '../../src-shared/limits/rate.ts';
import { codeOfAsync } from '../code-of.ts';
import { CTX, ENTRY, ISSUE, makeWorkbench, ROTATE, type Workbench } from './workbench.ts';

let bench: Workbench;
let engine: Engine;

beforeEach(async () => {
  bench = await makeWorkbench();
  engine = await bench.unlock();
});

afterEach(async () => {
  await engine.close();
  bench.remove();
});

function call<Call extends EngineCall>(
  name: Call,
  input: EngineInput<Call>,
): Promise<EngineAnswer<Call>> {
  return engine.call(name, input, 'cli');
}

const list = async (query = '', inTrash = false) =>
  (await call('entry:list', { query, sort: 'name', inTrash })).items;

const reveal = (entry: string, versionId: string | null = null) =>
  call('entry:reveal', { entry, purpose: 'reveal', versionId, reason: null });

describe('third-party entries', () => {
  it('are found, shown masked, and revealed as they were added', async () => {
    const added = await call('entry:add', ENTRY);
    const [found] = await list('stripe tag:payments');
    expect(found).toMatchObject({ entryId: added.entryId, masked: '••••••••wxyz', status: 'ok' });
    expect((await reveal('Stripe live')).secret).toBe(ENTRY.secret);
  });

  it('keep their id through edit, trash and restore, and their history with them', async () => {
    const { entryId } = await call('entry:add', ENTRY);
    await call('entry:edit', {
      entry: 'Stripe live',
      secret: 'sk_live_52abcdefghijklmnop0000',
      reason: 'rolled',
    });
    expect((await reveal('Stripe live')).secret).toBe('sk_live_52abcdefghijklmnop0000');
    const { items } = await call('entry:history', { entry: 'Stripe live' });
    expect(items.map((item) => item.masked)).toEqual(['••••••••wxyz']);
    await call('entry:remove', { entry: 'Stripe live', reason: null });
    expect(await list()).toEqual([]);
    expect((await list('', true)).map((view) => view.status)).toEqual(['deleted']);
    const restored = await call('entry:restore', { entry: 'Stripe live', reason: null });
    expect(restored.entryId).toBe(entryId);
    expect((await reveal('Stripe live')).secret).toBe('sk_live_52abcdefghijklmnop0000');
  });

  it('become what they were at a former version, secret and all, and lose nothing of the history', async () => {
    await call('entry:add', ENTRY);
    const secret = 'sk_live_52abcdefghijklmnop0000';
    await call('entry:edit', { entry: 'Stripe live', name: 'Stripe', secret, reason: null });
    const wanted = { entry: 'Stripe', version: 1, reason: 'it was the right one' };
    const back = await call('entry:revert', wanted);
    expect(back).toMatchObject({ name: 'Stripe live', masked: '••••••••wxyz', version: 3 });
    expect((await reveal('Stripe live')).secret).toBe(ENTRY.secret);
    const { items } = await call('entry:history', { entry: 'Stripe live' });
    expect(items.map(({ version, masked }) => [version, masked])).toEqual([
      [2, '••••••••0000'],
      [1, '••••••••wxyz'],
    ]);
    const { events } = await call('vault:events', { afterSeq: 0, limit: 100 });
    expect(events.at(-2)).toMatchObject({ kind: 'entry.reverted', reason: wanted.reason });
    const absent = { entry: 'Stripe live', version: 9, reason: null };
    expect(await codeOfAsync(() => call('entry:revert', absent))).toBe('entry/not-found');
  });

  it('are ambiguous by a name that two have, and each reachable by id', async () => {
    const first = await call('entry:add', ENTRY);
    await call('entry:add', ENTRY);
    expect(await codeOfAsync(() => reveal('Stripe live'))).toBe('entry/ambiguous');
    expect((await reveal(first.entryId ?? '')).entryId).toBe(first.entryId);
  });

  it('that hold no secret say so', async () => {
    await call('entry:add', { ...ENTRY, secret: null });
    expect(await codeOfAsync(() => reveal('Stripe live'))).toBe('entry/no-secret');
  });

  it('are imported all or none', async () => {
    const entries = [ENTRY, { ...ENTRY, name: 'bad\nname' }];
    const code = await codeOfAsync(() => call('entry:import', { entries, source: '.env' }));
    expect(code).toBe('usage/invalid-name');
    expect(await list()).toEqual([]);
    const good = [ENTRY, { ...ENTRY, name: 'Other' }];
    expect((await call('entry:import', { entries: good, source: '.env' })).entryIds).toHaveLength(
      2,
    );
  });

  it('are logged when revealed, and not when listed', async () => {
    await call('entry:add', ENTRY);
    await list();
    await call('entry:show', { entry: 'Stripe live' });
    await reveal('Stripe live');
    const { events } = await call('vault:events', { afterSeq: 0, limit: 100 });
    const kinds = events.map((event) => event.kind);
    expect(kinds.filter((kind) => kind === 'entry.revealed')).toHaveLength(1);
    expect(kinds.filter((kind) => /listed|shown/.test(kind))).toEqual([]);
    expect(await call('vault:verify-chain', {})).toMatchObject({ ok: true, broken: null });
  });
});

describe('keys of ours', () => {
  it('are issued with a sealed copy that is confirmed', async () => {
    const issued = await call('key:issue', ISSUE);
    expect(parseToken(issued.token)?.versionId).toBe(issued.versionId);
    expect((await reveal('billing worker')).secret).toBe(issued.token);
    const [view] = await list();
    expect(view).toMatchObject({
      kind: 'issued-key',
      api: 'acme',
      environment: 'live',
      owner: 'team:payments',
      status: 'active',
      expiresAtMs: issued.key.versions[0]?.expiresAtMs,
    });
    expect(view?.masked).not.toContain(issued.token.slice(-20));
  });

  it('keep both tokens over a rotation, the newest shown first', async () => {
    const issued = await call('key:issue', ISSUE);
    bench.clock.step(60_000);
    const rotated = await call('key:rotate', ROTATE);
    expect(rotated.key.id).toBe(issued.key.id);
    expect(rotated.retiring).toEqual({
      versionId: issued.versionId,
      endsAtMs: bench.clock.nowMs() + 3_600_000,
    });
    expect((await reveal('billing worker')).secret).toBe(rotated.token);
    expect((await reveal('billing worker', issued.versionId)).secret).toBe(issued.token);
    expect(rotated.entryId).toBe(issued.entryId);
  });

  it('show and reveal the version that is active, also after a rollback', async () => {
    const issued = await call('key:issue', ISSUE);
    const rotated = await call('key:rotate', ROTATE);
    const { store } = await openEmbeddedStore(bench.deps);
    await store.rollBackRotation(issued.key.id, CTX);
    await store.close();
    expect((await reveal('billing worker')).secret).toBe(issued.token);
    expect((await reveal('billing worker', rotated.versionId)).secret).toBe(rotated.token);
    expect((await list())[0]?.masked).toBe(`acme_live_${issued.versionId}_••••••••`);
  });

  it('leave nothing in the vault when the store refuses', async () => {
    const refused = { ...ISSUE, expires: { kind: 'at', atMs: bench.clock.nowMs() - 1 } } as const;
    expect(await codeOfAsync(() => call('key:issue', refused))).toBe('key/expiry-refused');
    expect(await list()).toEqual([]);
    await call('key:issue', ISSUE);
    await call('key:rotate', ROTATE);
    expect(await codeOfAsync(() => call('key:rotate', ROTATE))).toBe('key/rotation-in-progress');
    const status = await call('engine:status', {});
    expect(status.entries).toBe(1);
  });

  it.each([
    ['an unknown API', { api: 'nope' }, 'api/not-found'],
    ['an unknown environment', { environment: 'prod' }, 'api/environment-not-found'],
    ['an unknown role', { roles: ['nope'] }, 'role/not-found'],
    ['an owner without a kind', { owner: 'payments' }, 'usage/invalid-name'],
    ['an unknown owner id', { owner: 'own_0000000000000000000000' }, 'owner/not-found'],
    [
      'a permission nobody can read',
      { permissions: ['Invoices.read'] },
      'usage/invalid-permission',
    ],
    ['a name with a line feed', { name: 'a\nb' }, 'usage/invalid-name'],
    [
      'a limit of nothing',
      { limits: [{ name: 'rate', limit: 0, periodMs: 1 }] },
      'usage/invalid-argument',
    ],
  ])('are not issued for %s', async (_name, change, code) => {
    expect(await codeOfAsync(() => call('key:issue', { ...ISSUE, ...change }))).toBe(code);
    expect(await list()).toEqual([]);
  });

  it('refuse a grace together with leaked', async () => {
    await call('key:issue', ISSUE);
    const leaked = { ...ROTATE, isLeaked: true };
    expect(await codeOfAsync(() => call('key:rotate', leaked))).toBe('usage/invalid-argument');
    const rotated = await call('key:rotate', { ...leaked, graceMs: null });
    expect(rotated.retiring).toBeNull();
    expect(rotated.key.versions.map((version) => version.state)).toEqual(['active', 'revoked']);
  });

  it('refuse two limits of one name, which would share a bucket', async () => {
    const limits = ['2/1s', '5/1m'].map((text) => parseRate(text));
    expect(await codeOfAsync(() => call('key:issue', { ...ISSUE, limits }))).toBe(
      'usage/invalid-rate',
    );
    const named = ['burst=2/1s', '5/1m'].map((text) => parseRate(text));
    await call('key:issue', { ...ISSUE, limits: named });
  });

  it('come back from the trash when they are rotated, also as leaked', async () => {
    const issued = await call('key:issue', ISSUE);
    await call('entry:remove', { entry: 'billing worker', reason: null });
    const rotated = await call('key:rotate', { ...ROTATE, graceMs: null, isLeaked: true });
    expect(rotated.entryId).toBe(issued.entryId);
    expect((await reveal('billing worker')).secret).toBe(rotated.token);
    expect(await list('', true)).toEqual([]);
  });

  it('cannot have their secret edited by hand', async () => {
    await call('key:issue', ISSUE);
    const edit = { entry: 'billing worker', secret: 'something', reason: null };
    expect(await codeOfAsync(() => call('entry:edit', edit))).toBe('usage/invalid-argument');
  });

  it('are listed without a copy where they have none', async () => {
    const issued = await call('key:issue', ISSUE);
    await call('entry:remove', { entry: 'billing worker', reason: null });
    expect(await list()).toEqual([]);
    expect((await list('', true)).map((view) => view.keyId)).toEqual([issued.key.id]);
  });
});

describe('the engine', () => {
  it('refuses input that does not fit before it touches anything', async () => {
    const code = await codeOfAsync(() =>
      engine.call('entry:add', { ...ENTRY, surprise: true }, 'cli'),
    );
    expect(code).toBe('usage/invalid-argument');
    expect(await list()).toEqual([]);
  });

  it('is as it was after lock and unlock', async () => {
    await call('entry:add', ENTRY);
    const issued = await call('key:issue', ISSUE);
    await engine.close();
    engine = await bench.unlock();
    expect((await list()).map((view) => view.name)).toEqual(['billing worker', 'Stripe live']);
    expect((await reveal('billing worker')).secret).toBe(issued.token);
  });

  it('opens with the new password only once it was changed', async () => {
    const next = 'another long pass phrase';
    await call('vault:change-password', { password: next });
    await engine.close();
    expect(await codeOfAsync(() => bench.unlock())).toBe('vault/wrong-password');
    engine = await bench.unlock(next);
    expect((await call('engine:status', {})).entries).toBe(0);
  });
});
