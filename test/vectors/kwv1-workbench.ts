/** What the makers of the published vaults share: randomness and time that repeat, entries, and how an edit becomes a vector. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { KdfParameters } from '../../src-core/crypto/kdf-parameters.ts';
import type { RandomSource } from '../../src-core/runtime/random.ts';
import { SecretBytes } from '../../src-core/secret/secret-bytes.ts';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import type { EntryOverview } from '../../src-core/vault/entry.ts';
import { openVault } from '../../src-core/vault/open-vault.ts';
import type { Vault } from '../../src-core/vault/vault.ts';
import type { VaultDeps } from '../../src-core/vault/vault-deps.ts';
import { type EntryId, encodeId } from '../../src-shared/ids/ids.ts';
import type { FileEdit } from './kwv1-edits.ts';

export const PASSWORD = 'correct horse battery ½';
export const START_MS = 1_800_000_000_000;
export const CTX = { actor: 'local:vectors', via: 'cli', reason: null } as const;

/** What opens, or does not; `nowMs`: the time at which a keychain item is tried. */
export interface VectorCredential {
  readonly password?: string;
  readonly recoveryCode?: string;
  readonly keychainItem?: string;
  readonly nowMs?: number;
}

export interface FileVector {
  readonly file: string;
  readonly credential: VectorCredential;
  readonly verdict: string;
  readonly reason: string;
}

/** Bytes that look random and are the same in every run. */
export function countingRandom(seed: string): RandomSource {
  let counter = 0;
  return {
    bytes: (size) => {
      const blocks: Buffer[] = [];
      for (let have = 0; have < size; have += 32) {
        counter += 1;
        blocks.push(createHash('sha256').update(`${seed} ${counter}`).digest());
      }
      return Buffer.concat(blocks).subarray(0, size);
    },
  };
}

export const CHEAP_KDF: KdfParameters = { memoryKib: 19_456, passes: 2, lanes: 1 };

/** Randomness of its own by `seed`, and a clock that goes on a second each time it is read. */
export function vectorDeps(seed: string, parameters: KdfParameters = CHEAP_KDF): VaultDeps {
  let nowMs = START_MS;
  const clock = { nowMs: () => (nowMs += 1_000), monotonicMs: () => 0 };
  const kdf = { parameters, calibration: null };
  return { clock, random: countingRandom(seed), actor: CTX, rollbackMark: null, kdf };
}

export const secretOf = (text: string): SecretBytes => new SecretBytes(Buffer.from(text, 'utf8'));

export function overview(name: string): EntryOverview {
  const times = { createdAtMs: START_MS, changedAtMs: START_MS, rotatedAtMs: START_MS };
  const none = { url: null, notes: null, hint: null, expiresAtMs: null, deletedAtMs: null };
  return { kind: 'api-key', name, tags: ['vector'], ...times, ...none, issued: null };
}

export function addEntry(vault: Vault, name: string, random: RandomSource): EntryId {
  const id = encodeId('ent', random.bytes(16));
  const secret = { value: `secret of ${name}`, tokens: {} };
  vault.add([{ id, overview: overview(name), secret, event: 'entry.added' }], CTX);
  return id;
}

/** Opens with the password, works and closes. */
export async function withVault(
  { path, password = PASSWORD }: { readonly path: string; readonly password?: string },
  deps: VaultDeps,
  work: (vault: Vault) => unknown,
): Promise<void> {
  const credential = { kind: 'password', password: secretOf(password) } as const;
  const vault = await openVault({ path, credential }, deps);
  await work(vault);
  await vault.close();
}

/** `scratch`: for files on the way; `out`: what is published. */
export class VectorWriter {
  readonly #scratch: string;
  readonly #out: string;

  constructor(scratch: string, out: string) {
    this.#scratch = scratch;
    this.#out = out;
  }

  path(name: string): string {
    return join(this.#scratch, `${name}.db`);
  }

  /** A copy of the file under another name. */
  copy(from: string, name: string): string {
    const path = this.path(name);
    copyFileSync(from, path);
    return path;
  }

  publish(name: string, path: string = this.path(name)): string {
    const file = `${name}.db.gz`;
    writeFileSync(join(this.#out, file), gzipSync(readFileSync(path), { level: 9 }));
    return file;
  }

  /** One vector for each edit of a copy of `base`; `older` is at hand for its SQL under that name. */
  edited(
    { base, older }: { readonly base: string; readonly older: string },
    credentials: Readonly<Record<string, VectorCredential>>,
    edits: readonly FileEdit[],
  ): FileVector[] {
    return edits.map((edit) => {
      const path = this.copy(base, 'edited');
      applyEdit(edit, path, older);
      const credential = credentials[edit.by];
      if (credential === undefined) throw new Error(`no ${edit.by} for ${edit.name}`);
      const file = this.publish(edit.name, path);
      return { file, credential, verdict: edit.verdict, reason: edit.reason };
    });
  }
}

function applyEdit(edit: FileEdit, path: string, olderPath: string): void {
  if (edit.sql.length > 0) {
    const db = openSqliteFile(path, { area: 'vault', mode: 'write' });
    db.prepare('ATTACH ? AS older').run(olderPath);
    for (const statement of edit.sql) db.exec(statement);
    db.exec('DETACH older');
    db.pragma('journal_mode = DELETE');
    db.close();
  }
  if (edit.bytes !== undefined) writeFileSync(path, edit.bytes(readFileSync(path)));
}
