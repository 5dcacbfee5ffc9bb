/** What a home holds, without what differs from run to run; two pictures of one state are equal. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { verifyStoreChain } from '../../src-core/audit/verify-chain.ts';
import { openVault } from '../../src-core/vault/open-vault.ts';
import { verifyBackup } from '../../src-core/vault/verify-backup.ts';
import { codeOfAsync } from '../code-of.ts';
import { PASSWORD } from '../engine/workbench.ts';
import { byPassword, byRecovery, type HomeSession, openHome } from './home-session.ts';
import { depsOf, NEXT_PASSWORD, NOW_MS } from './home-step.ts';
import { digest } from './home-world.ts';

/** When no copy may be pending any more. */
const LATER_MS = NOW_MS + 3_600_000;

/** Opened as the next unlock does. Throws what opening throws. `code` empty: the password is used. */
export async function pictureHome(folder: string, code: string): Promise<string> {
  const deps = depsOf(folder, LATER_MS);
  if (!existsSync(deps.places.vaultFile)) return 'no vault';
  const session = await openHome(deps, code === '' ? byPassword(PASSWORD) : byRecovery(code));
  try {
    return JSON.stringify({
      ...pictureVault(session),
      ...(await pictureStore(session, deps.places.checkpointsFile)),
      passwords: await openingPasswords(folder),
      backups: await pictureBackups(folder, code),
    });
  } finally {
    await session.engine.close();
  }
}

function pictureVault({ vault }: HomeSession): object {
  const entries = vault.list().map(({ id, overview }) => {
    const { value, tokens } = vault.openForChange(id);
    const copies = overview.issued?.copies ?? [];
    const held = copies.map(({ versionId, state }) => `${state} ${versionId in tokens}`);
    return `${overview.name}: ${value === null ? '' : digest(value)} ${held.join(', ')}`;
  });
  const chain = vault.verifyChain();
  return { cause: vault.readOnlyCause, isChained: chain.ok, entries: entries.toSorted() };
}

async function pictureStore(
  { store, storeKeys }: HomeSession,
  checkpointsFile: string,
): Promise<object> {
  const keys = await store.listKeys({});
  const chain = await verifyStoreChain({ store, keys: await storeKeys.load(), checkpointsFile });
  return {
    isStoreChained: chain.ok,
    keys: keys
      .map(({ name, versions }) => `${name}: ${versions.map(({ state }) => state).join(', ')}`)
      .toSorted(),
  };
}

async function openingPasswords(folder: string): Promise<string[]> {
  const deps = depsOf(folder, LATER_MS);
  const opening: string[] = [];
  for (const [name, password] of Object.entries({ first: PASSWORD, next: NEXT_PASSWORD })) {
    const code = await codeOfAsync(async () => {
      const credential = byPassword(password);
      const vault = await openVault({ path: deps.places.vaultFile, credential }, deps.vault);
      await vault.close();
    });
    if (typeof code === 'object') opening.push(name);
    else if (code !== 'vault/wrong-password') opening.push(`${name}: ${String(code)}`);
  }
  return opening;
}

async function pictureBackups(folder: string, code: string): Promise<string[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.kw'));
  const pictures = names.toSorted().map(async (name) => {
    const { entries } = await verifyBackup(join(folder, name), byRecovery(code));
    return `${name}: ${entries}`;
  });
  return Promise.all(pictures);
}
