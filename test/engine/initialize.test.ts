import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialize } from '../../src-engine/initialize.ts';
import { codeOfAsync } from '../code-of.ts';
import { PASSWORD, secret, steppedClock, unlock, workbenchDeps } from './workbench.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-init-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const deps = () => workbenchDeps(home, steppedClock());
const init = (password = PASSWORD) =>
  initialize({ password: secret(password), pepperPlace: 'file' }, deps());

describe('the first run', () => {
  it('makes a vault and a store that open', async () => {
    const made = await init();
    expect(made).toMatchObject({ pepperPlace: 'file', isNewStore: true });
    const engine = await unlock(deps());
    expect((await engine.call('engine:status', {}, 'cli')).vaultId).toBe(made.vaultId);
    await engine.close();
  });

  it('leaves nothing behind when the password is refused', async () => {
    expect(await codeOfAsync(() => init('short'))).toBe('usage/password-rejected');
    expect(readdirSync(home)).toEqual(['init.lock']);
  });

  it('touches nothing where there is a vault already', async () => {
    await init();
    const before = readdirSync(home);
    expect(await codeOfAsync(() => init())).toBe('vault/exists');
    expect(readdirSync(home)).toEqual(before);
    await (await unlock(deps())).close();
  });

  it('keeps and uses a store that is there already', async () => {
    const first = await init();
    for (const file of readdirSync(home)) {
      if (file.startsWith('vault')) rmSync(join(home, file));
    }
    const second = await init();
    expect(second).toMatchObject({ storeId: first.storeId, isNewStore: false });
  });

  it('goes on after one that was killed between its keys and its store, and keeps those keys', async () => {
    await init();
    const orphan = join(home, 'store.keys');
    for (const file of readdirSync(home)) {
      if (!file.startsWith('store.keys')) rmSync(join(home, file));
    }
    await init();
    expect(existsSync(orphan)).toBe(true);
    expect(readdirSync(home).filter((file) => file.includes('set-aside'))).toHaveLength(1);
    await (await unlock(deps())).close();
  });

  it('is alone: of two at once one makes the vault, and its store stays', async () => {
    const outcomes = await Promise.all([codeOfAsync(() => init()), codeOfAsync(() => init())]);
    const refused = outcomes.filter((outcome) => typeof outcome === 'string');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBe('vault/exists');
    await (await unlock(deps())).close();
  });

  it('refuses a folder that others could change', async () => {
    const file = join(home, 'in-the-way');
    writeFileSync(file, '');
    const blocked = workbenchDeps(file, steppedClock());
    const code = await codeOfAsync(() =>
      initialize({ password: secret(PASSWORD), pepperPlace: 'file' }, blocked),
    );
    expect(code).toMatch(/^file\//);
  });
});
