import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeskEngine, type DeskEngine } from '../../../src-engine/desk/desk-engine.ts';
import { ENTRY, PASSWORD, steppedClock, workbenchDeps } from '../workbench.ts';

const clock = steppedClock();
let home: string;
let desk: DeskEngine;
let copied: string[];
let opened: number;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-desk-'));
  copied = [];
  opened = 0;
  desk = createDeskEngine({
    engine: workbenchDeps(home, clock),
    copy: async (text) => {
      copied.push(text.expose());
      return { clearsAtMs: 1 };
    },
    onOpened: () => {
      opened += 1;
    },
  });
});

afterEach(async () => {
  await desk.close();
  rmSync(home, { recursive: true, force: true });
});

function unlock(password: string): Promise<unknown> {
  const way = { kind: 'password', password, acceptsHeavyKdf: false };
  return desk.call('door:unlock', { way, acceptsRollback: false });
}

const look = () => desk.call('door:look', {});
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

describe('the door of the desktop’s engine', () => {
  it('shows an absent vault, makes one, and opens it with its password', async () => {
    expect(await look()).toMatchObject({ vault: 'absent', fault: null });
    const created = await desk.call('door:create', { password: PASSWORD });
    expect(created).toMatchObject({ pepperPlace: 'file' });
    expect(await look()).toMatchObject({ vault: 'locked' });
    expect(await codeOf(desk.call('entry:add', ENTRY))).toBe('vault/locked');
    await unlock(PASSWORD);
    expect([opened, await look()]).toMatchObject([1, { vault: 'open' }]);
    expect(await desk.call('entry:add', ENTRY)).toMatchObject({ name: ENTRY.name });
  });

  it('makes a page that was loaded again prove itself, and stays locked where it cannot', async () => {
    await desk.call('door:create', { password: PASSWORD });
    await unlock(PASSWORD);
    expect(await codeOf(unlock('another password entirely'))).toBe('vault/wrong-password');
    expect(await look()).toMatchObject({ vault: 'locked', wrongTries: 1 });
    expect(await codeOf(desk.call('entry:add', ENTRY))).toBe('vault/locked');
  });

  it('lets three tries pass, then makes the next wait, the right password too', async () => {
    await desk.call('door:create', { password: PASSWORD });
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await codeOf(unlock('another password entirely'))).toBe('vault/wrong-password');
    }
    expect(await codeOf(unlock(PASSWORD))).toBe('vault/too-many-tries');
    clock.step(1_000);
    expect(await codeOf(unlock(PASSWORD))).toBe(null);
    expect(await look()).toMatchObject({ wrongTries: 0, retryAtMs: null });
  });

  it('hands a copied secret to main alone, and answers only when it is cleared', async () => {
    await desk.call('door:create', { password: PASSWORD });
    await unlock(PASSWORD);
    const entry = (await desk.call('entry:add', ENTRY)) as { entryId: string };
    const answer = await desk.call('entry:copy', { entry: entry.entryId, versionId: null });
    expect([answer, copied]).toEqual([{ clearsAtMs: 1 }, [ENTRY.secret]]);
  });

  it('refuses a call that is not of the contract, and input that does not fit', async () => {
    expect(await codeOf(desk.call('constructor', {}))).toBe('usage/invalid-argument');
    expect(await codeOf(desk.call('door:look', { more: 1 }))).toBe('usage/invalid-argument');
    expect(await codeOf(desk.call('door:unlock', {}))).toBe('usage/invalid-argument');
  });

  it('saves the recovery code into a new file that only its owner can read', async () => {
    const file = join(home, 'code.txt');
    const input = { file, recoveryCode: 'ABCD-EFGH' };
    await desk.call('door:save-recovery-code', input);
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual([
      'ABCD-EFGH\n',
      0o600,
    ]);
    expect(await codeOf(desk.call('door:save-recovery-code', input))).toBe('file/exists');
  });
});
