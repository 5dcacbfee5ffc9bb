/** What the vault's tests share: cheap but allowed password hashing, a temporary folder, a clock that stands still, entries. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { KdfSettings } from '../../../src-core/crypto/kdf-parameters.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretBytes, type SecretText } from '../../../src-core/secret/secret-bytes.ts';
import type { MutationContext } from '../../../src-core/store/verification-store.ts';
import { createVault } from '../../../src-core/vault/create-vault.ts';
import type { EntryOverview } from '../../../src-core/vault/entry.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import type { NewEntry, Vault, VaultCredential } from '../../../src-core/vault/vault.ts';
import type { VaultDeps } from '../../../src-core/vault/vault-deps.ts';
import type { EntryId } from '../../../src-shared/ids/ids.ts';
import { memoryFolder } from '../../memory-folder.ts';

export const PASSWORD = 'correct horse battery staple';
export const CTX: MutationContext = { actor: 'local:test', via: 'cli', reason: null };

/** The least a file may ask for, so that tests do not wait for hashing. */
export const CHEAP_KDF: KdfSettings = {
  parameters: { memoryKib: 19_456, passes: 2, lanes: 1 },
  calibration: null,
};

export interface TestClock {
  nowMs(): number;
  monotonicMs(): number;
  set(ms: number): void;
}

export function testClock(startMs = 1_800_000_000_000): TestClock {
  let now = startMs;
  return {
    nowMs: () => now,
    monotonicMs: () => now,
    set: (ms) => {
      now = ms;
    },
  };
}

export function testDeps(changed: Partial<VaultDeps> = {}): VaultDeps {
  return {
    clock: testClock(),
    random: systemRandom,
    actor: CTX,
    rollbackMark: null,
    kdf: CHEAP_KDF,
    ...changed,
  };
}

/** A folder that goes away with the test. */
/** In memory where there is such a place: a process that dies leaves the same there as on a disk; power cuts are test/torture's. */
export function temporaryFolder(): string {
  const folder = memoryFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

export function secretBytes(text: string): SecretBytes {
  return new SecretBytes(Buffer.from(text, 'utf8'));
}

export function withPassword(text = PASSWORD): VaultCredential {
  return { kind: 'password', password: secretBytes(text) };
}

export interface MadeVault {
  readonly path: string;
  readonly vault: Vault;
  readonly recoveryCode: SecretText;
  readonly deps: VaultDeps;
  readonly folder: string;
}

/** A new vault in its own folder, closed with the test. */
export async function makeVault(
  deps: VaultDeps = testDeps(),
  folder: string = temporaryFolder(),
): Promise<MadeVault> {
  const path = join(folder, 'vault.db');
  const made = await createVault({ path, password: secretBytes(PASSWORD) }, deps);
  onTestFinished(() => made.vault.close());
  return { ...made, path, deps, folder };
}

/** Opens by the recovery code, which costs no hashing; closed with the test. */
export async function reopen(
  made: Pick<MadeVault, 'path' | 'recoveryCode' | 'deps'>,
  changed: { readonly path?: string; readonly acceptRollback?: boolean } = {},
): Promise<Vault> {
  const credential = { kind: 'recovery', code: made.recoveryCode } as const;
  const vault = await openVault({ path: made.path, credential, ...changed }, made.deps);
  onTestFinished(() => vault.close());
  return vault;
}

export function overview(name: string, changed: Partial<EntryOverview> = {}): EntryOverview {
  return {
    kind: 'api-key',
    name,
    tags: [],
    url: null,
    notes: null,
    hint: null,
    createdAtMs: 1_800_000_000_000,
    changedAtMs: 1_800_000_000_000,
    rotatedAtMs: 1_800_000_000_000,
    expiresAtMs: null,
    deletedAtMs: null,
    issued: null,
    ...changed,
  };
}

export function newEntry(name: string, value = `secret of ${name}`): NewEntry {
  return {
    id: newId('ent', systemRandom),
    overview: overview(name),
    secret: { value, tokens: {} },
    event: 'entry.added',
  };
}

/** Adds entries of these names; their ids, in order. */
export function addEntries(vault: Vault, ...names: string[]): EntryId[] {
  return vault
    .add(
      names.map((name) => newEntry(name)),
      CTX,
    )
    .map((entry) => entry.id);
}

/** The code of the KeywrightError that `work` ends with; null where it does not fail. */
export async function failureCode(work: () => unknown): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
