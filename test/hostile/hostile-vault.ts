/** A vault with history, trash and events as one file, and what reading a mutated copy of it by the recovery code ends with. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { createVault } from '../../src-core/vault/create-vault.ts';
import { openVault } from '../../src-core/vault/open-vault.ts';
import type { Vault } from '../../src-core/vault/vault.ts';
import type { VaultDeps } from '../../src-core/vault/vault-deps.ts';
import { readVaultHeader } from '../../src-core/vault/vault-header.ts';
import { CTX, newEntry, overview, PASSWORD, secretBytes } from '../core/vault/vault-fixture.ts';
import { WrongAnswer } from './hostile-run.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

export interface HostileVault {
  readonly folder: string;
  readonly bytes: Buffer;
  readonly recoveryCode: SecretText;
  readonly deps: VaultDeps;
  /** What a whole copy shows. */
  readonly picture: string;
}

export async function makeHostileVault(folder: string, deps: VaultDeps): Promise<HostileVault> {
  const path = join(folder, 'original.db');
  const made = await createVault({ path, password: secretBytes(PASSWORD) }, deps);
  const { vault, recoveryCode } = made;
  const entries = vault.add(
    NAMES.map((name) => newEntry(name)),
    CTX,
  );
  for (const { id } of entries.slice(0, 4)) {
    const change = { expectedVersion: 1, overview: overview('new'), secret: null, event: 'x.y' };
    vault.change(id, change, CTX);
  }
  for (const { id } of entries.slice(6)) vault.trash(id, CTX);
  await vault.close();
  const bytes = readFileSync(path);
  const credential = { kind: 'recovery', code: recoveryCode } as const;
  const reopened = await openVault({ path, credential }, deps);
  const picture = pictureOf(reopened);
  await reopened.close();
  return { folder, bytes, recoveryCode, deps, picture };
}

/** Everything an unlocked vault shows. */
export function pictureOf(vault: Vault): string {
  const entries = vault
    .list()
    .map((entry) => [entry, vault.history(entry.id), vault.openForChange(entry.id)]);
  const events = vault.readEvents(0, 1_000);
  return JSON.stringify([entries, vault.listTrash(), events, vault.verifyChain()]);
}

/**
 * Reads the header, unlocks, reads everything. A file that opens writable, and still is when all of it was looked at, must show exactly
 * what the original shows.
 */
export async function readHostileVault(of: HostileVault, bytes: Buffer): Promise<string> {
  const path = join(of.folder, 'mutated.db');
  removeDatabase(path);
  writeFileSync(path, bytes);
  readVaultHeader(path);
  const credential = { kind: 'recovery', code: of.recoveryCode } as const;
  const vault = await openVault({ path, credential }, of.deps);
  try {
    if (vault.readOnlyCause === null) {
      const isSame = pictureOf(vault) === of.picture;
      if (vault.readOnlyCause !== null) return vault.readOnlyCause;
      if (!isSame) throw new WrongAnswer('another picture');
      return 'whole';
    }
    readWhatIsThere(vault);
    return vault.readOnlyCause;
  } finally {
    await vault.close();
  }
}

/** A vault that was changed outside stays readable; what cannot be read is a typed error of that call alone. */
function readWhatIsThere(vault: Vault): void {
  vault.listTrash();
  vault.verifyChain();
  for (const { id } of vault.list()) vault.history(id);
}

export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(`${path}${suffix}`)) rmSync(`${path}${suffix}`, { force: true });
  }
}
