import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-engine/engine.ts';
import type { EngineAnswer } from '../../src-shared/contract/engine-answers.ts';
import type { EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { codeOfAsync } from '../code-of.ts';
import { ENTRY, ISSUE, makeWorkbench, ROTATE, type Workbench } from './workbench.ts';

const DAY_MS = 86_400_000;

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

function setPolicy(
  of: 'entry' | 'api',
  reference: string,
  fields: Partial<Omit<EngineInput<'policy:set'>, 'of' | 'reference'>>,
): Promise<EngineAnswer<'policy:set'>> {
  return engine.call('policy:set', { of, reference, reason: null, ...fields }, 'cli');
}

const show = (entry: string) => engine.call('entry:show', { entry }, 'cli');

describe('a maximum age', () => {
  it('of an entry makes it due that long after its last rotation, and again after the next', async () => {
    const added = await engine.call('entry:add', ENTRY, 'cli');
    expect(added.due).toBeNull();
    await setPolicy('entry', ENTRY.name, { maxAgeMs: 90 * DAY_MS });
    expect((await show(ENTRY.name)).due).toEqual({
      dueAtMs: added.rotatedAtMs + 90 * DAY_MS,
      because: 'age',
      leadDays: null,
      leadsBelowMs: 90 * DAY_MS,
    });
    bench.clock.step(80 * DAY_MS);
    const edit = { entry: ENTRY.name, secret: 'sk_live_next', reason: null };
    const { due } = await engine.call('entry:edit', edit, 'cli');
    expect(due?.dueAtMs).toBe(bench.clock.nowMs() + 90 * DAY_MS);
  });

  it('of an API holds for every key of it, those to come too, and ends with a rotation', async () => {
    await engine.call('key:issue', { ...ISSUE, expires: null }, 'cli');
    await setPolicy('api', 'acme', { maxAgeMs: 30 * DAY_MS, leadDays: [7] });
    const [key] = (await engine.call('key:list', {}, 'cli')).items;
    const { due } = await show(ISSUE.name);
    expect(due?.dueAtMs).toBe((key?.key.versions[0]?.createdAtMs ?? 0) + 30 * DAY_MS);
    expect(due?.leadDays).toEqual([7]);
    await engine.call('key:issue', { ...ISSUE, name: 'another', expires: null }, 'cli');
    expect((await show('another')).due?.because).toBe('age');
    bench.clock.step(20 * DAY_MS);
    await engine.call('key:rotate', ROTATE, 'cli');
    expect((await show(ISSUE.name)).due?.dueAtMs).toBe(bench.clock.nowMs() + 30 * DAY_MS);
  });

  it('asks nothing of a key that nobody can use any more', async () => {
    await setPolicy('api', 'acme', { maxAgeMs: 30 * DAY_MS });
    await engine.call('key:issue', ISSUE, 'cli');
    const revoke = { key: ISSUE.name, versionId: null, code: 'leaked', note: null } as const;
    await engine.call('key:revoke', revoke, 'cli');
    expect((await show(ISSUE.name)).due).toBeNull();
  });

  it('is kept in the vault, outlives a lock, and stands in its audit log', async () => {
    await engine.call('entry:add', ENTRY, 'cli');
    await setPolicy('entry', ENTRY.name, { maxAgeMs: 90 * DAY_MS, reason: 'our rule' });
    await engine.close();
    engine = await bench.unlock();
    expect((await show(ENTRY.name)).policy).toEqual({ maxAgeMs: 90 * DAY_MS, leadDays: null });
    const { events } = await engine.call('vault:events', { afterSeq: 0, limit: 100 }, 'cli');
    expect(events.at(-1)).toMatchObject({
      kind: 'entry.policy-changed',
      reason: 'our rule',
      details: { name: ENTRY.name, maxAgeMs: 90 * DAY_MS, leadDays: null },
    });
    expect(await engine.call('vault:verify-chain', {}, 'cli')).toMatchObject({ ok: true });
    const file = readFileSync(bench.places.vaultFile);
    expect(file.includes('rotation-policies')).toBe(true);
    expect(file.includes('maxAgeMs')).toBe(false);
  });

  it('changes only what is named, and goes when all of it is taken back', async () => {
    await setPolicy('api', 'acme', { maxAgeMs: 30 * DAY_MS });
    expect(await setPolicy('api', 'acme', { leadDays: [3, 1] })).toMatchObject({
      maxAgeMs: 30 * DAY_MS,
      leadDays: [3, 1],
    });
    await setPolicy('api', 'acme', { maxAgeMs: null, leadDays: null });
    expect(await engine.call('policy:list', {}, 'cli')).toEqual({ apis: [] });
  });

  it("of a key of ours is its API's to say, and what is not there has none", async () => {
    await engine.call('key:issue', ISSUE, 'cli');
    expect(await codeOfAsync(() => setPolicy('entry', ISSUE.name, { maxAgeMs: DAY_MS }))).toBe(
      'usage/invalid-argument',
    );
    expect(await codeOfAsync(() => setPolicy('api', 'nobody', { maxAgeMs: DAY_MS }))).toBe(
      'api/not-found',
    );
    expect(await codeOfAsync(() => setPolicy('api', 'acme', { maxAgeMs: DAY_MS - 1 }))).toBe(
      'usage/invalid-argument',
    );
  });
});

describe('the calendar', () => {
  const exportTo = (file: string, areNamesShown: boolean) =>
    engine.call('due:export', { file, areNamesShown }, 'cli');

  it('has every due date under an id of its own, and names only where they are asked for', async () => {
    const entry = await engine.call(
      'entry:add',
      { ...ENTRY, expires: { kind: 'after', afterMs: 10 * DAY_MS } },
      'cli',
    );
    await engine.call('entry:add', { ...ENTRY, name: 'never due' }, 'cli');
    const [plain, named] = ['plain.ics', 'named.ics'].map((name) =>
      join(bench.places.vaultFile, '..', name),
    );
    if (plain === undefined || named === undefined) throw new Error('two files');
    expect(await exportTo(plain, false)).toEqual({ events: 1 });
    expect(await exportTo(named, true)).toEqual({ events: 1 });
    expect(statSync(plain).mode & 0o777).toBe(0o600);
    const [text, withNames] = [plain, named].map((file) => readFileSync(file, 'utf8'));
    expect(text).not.toContain('Stripe');
    expect(text).not.toContain(String(entry.entryId));
    expect(withNames).toContain('SUMMARY:Rotate Stripe live');
    const uid = (ics: string | undefined) => /UID:([0-9a-f]{32})@keywright/.exec(ics ?? '')?.[1];
    expect(uid(text)).toBe(uid(withNames));
    expect(uid(text)).toBeDefined();
  });

  it('goes over no file', async () => {
    const file = bench.places.vaultFile;
    expect(await codeOfAsync(() => exportTo(file, false))).toBe('file/exists');
  });
});
