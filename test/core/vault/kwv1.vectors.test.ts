import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { normalizePassword } from '../../../src-core/crypto/password.ts';
import { parseRecoveryCode } from '../../../src-core/crypto/recovery-code.ts';
import { openBlob } from '../../../src-core/crypto/sealed-blob.ts';
import { SecretBytes, SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { type KeychainCredential, openVault } from '../../../src-core/vault/open-vault.ts';
import type { VaultCredential } from '../../../src-core/vault/vault.ts';
import { EXPECTED_SCHEMA_HASH } from '../../../src-core/vault/vault-schema.ts';
import type { BlobVector } from '../../vectors/kwv1-blobs.ts';
import type { PasswordVector, RecoveryVector } from '../../vectors/kwv1-texts.ts';
import { type FileVector, START_MS, type VectorCredential } from '../../vectors/kwv1-workbench.ts';
import * as reader from '../../vectors/open-kwv1.mjs';
import { readVectors } from '../../vectors/read-vectors.ts';
import { createMemoryKeychain } from '../keychain/memory-keychain.ts';
import { CTX, secretBytes, temporaryFolder, testClock, testDeps } from './vault-fixture.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'vectors', 'kwv1');
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

interface Vectors {
  readonly files: readonly FileVector[];
  readonly blobs: readonly BlobVector[];
  readonly passwords: readonly PasswordVector[];
  readonly recoveryCodes: readonly RecoveryVector[];
}

const vectors = readVectors('kwv1/vectors.json') as Vectors;

function unpack(file: string): string {
  const path = join(temporaryFolder(), 'vault.db');
  writeFileSync(path, gunzipSync(readFileSync(join(FOLDER, file))));
  return path;
}

function credentialOf(credential: VectorCredential): VaultCredential | KeychainCredential {
  const { password, recoveryCode, keychainItem } = credential;
  if (password !== undefined) return { kind: 'password', password: secretBytes(password) };
  if (keychainItem === undefined) {
    return { kind: 'recovery', code: new SecretText(recoveryCode ?? '') };
  }
  const get = async (): Promise<SecretText> => new SecretText(keychainItem);
  return { kind: 'keychain', keychain: { ...createMemoryKeychain(), get } };
}

/** Our verdict, in the words of the vectors, after every secret was opened. */
async function ourVerdict(path: string, credential: VectorCredential): Promise<string> {
  const deps = testDeps({ clock: testClock(credential.nowMs ?? START_MS) });
  try {
    const vault = await openVault({ path, credential: credentialOf(credential) }, deps);
    try {
      if (vault.readOnlyCause !== null) return vault.readOnlyCause;
      for (const entry of vault.list()) vault.reveal(entry.id, 'reveal', CTX);
      return vault.verifyChain().ok ? 'opens' : 'broken chain';
    } finally {
      await vault.close();
    }
  } catch (error) {
    return (error as { code: string }).code.replace('vault/', '');
  }
}

async function readersVerdict(path: string, credential: VectorCredential): Promise<string> {
  try {
    await reader.openKwv1(path, credential);
    return 'opens';
  } catch (error) {
    if (error instanceof reader.Refusal) return error.message;
    throw error;
  }
}

describe('the published vault files', () => {
  it.each(vectors.files.map((vector) => [vector.file, vector.reason, vector] as const))(
    'come to the same verdict here and in the independent reader: %s, %s',
    async (_file, _reason, { file, credential, verdict }) => {
      expect(await readersVerdict(unpack(file), credential)).toBe(verdict);
      expect(await ourVerdict(unpack(file), credential)).toBe(verdict);
    },
  );

  it.each(vectors.files.filter(({ verdict }) => verdict === 'opens'))(
    'hold the same for both: entries, secrets, history, trash and events: $file, $reason',
    async ({ file, credential }) => {
      const theirs = await reader.openKwv1(unpack(file), credential);
      const deps = testDeps({ clock: testClock(credential.nowMs ?? START_MS) });
      const opening = { path: unpack(file), credential: credentialOf(credential) };
      const vault = await openVault(opening, deps);
      expect(theirs.events).toEqual(vault.readEvents(0, 100));
      expect(theirs.generation).toBe(vault.generation);
      expect(theirs.vaultId).toBe(vault.id);
      const live = vault.list();
      expect(byId(theirs.entries)).toEqual(
        byId(live.map((entry) => ({ ...entry, secret: vault.openForChange(entry.id) }))),
      );
      expect(byId(theirs.trash.map(withoutSecret))).toEqual(byId(vault.listTrash()));
      const history = live.flatMap(({ id }) => vault.history(id).map((item) => ({ id, ...item })));
      expect(byId(theirs.history.map(withoutSecret))).toEqual(byId(history));
      await vault.close();
    },
  );

  it('are of every epoch, and the good one has something in each table', async () => {
    const epochs = new Set<number>();
    for (const { file, credential, verdict } of vectors.files) {
      if (verdict !== 'opens') continue;
      const { epoch, history, trash, events } = await reader.openKwv1(unpack(file), credential);
      epochs.add(epoch);
      if (!/^(good|rekeyed)/.test(file)) continue;
      expect([history.length, trash.length]).toEqual([2, 1]);
      expect(events.length).toBeGreaterThan(10);
    }
    expect(epochs).toEqual(new Set([1, 2, 3]));
  });
});

function byId<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function withoutSecret({
  id,
  version,
  overview,
}: reader.ReaderEntry): Omit<reader.ReaderEntry, 'secret'> {
  return { id, version, overview };
}

describe('the published blobs, passwords and codes', () => {
  it('open, or do not, the same in both', () => {
    for (const { reason, key, epoch, aad, blob, plaintext } of vectors.blobs) {
      const binding = { key: new SecretBytes(hex(key)), epoch, aad: hex(aad) };
      const ours = openBlob(binding, hex(blob))?.toString('hex') ?? null;
      const theirs = reader.openBlob({ key: hex(key), epoch, aad: hex(aad) }, hex(blob));
      const found = { reason, ours, theirs: theirs?.toString('hex') ?? null };
      expect(found).toEqual({ reason, ours: plaintext, theirs: plaintext });
    }
    expect(vectors.blobs.filter((blob) => blob.plaintext !== null)).toHaveLength(4);
  });

  it('normalise, or are rejected, the same in both', () => {
    for (const { reason, typed, normalized } of vectors.passwords) {
      const ours = valueOrNull(() => normalizePassword(new SecretBytes(hex(typed))).expose());
      const theirs = reader.normalizePassword(hex(typed))?.toString('hex') ?? null;
      expect({ reason, ours, theirs }).toEqual({ reason, ours: normalized, theirs: normalized });
    }
  });

  it('are read, or refused, the same in both', () => {
    for (const { reason, code, bytes } of vectors.recoveryCodes) {
      const ours = valueOrNull(() => parseRecoveryCode(new SecretText(code)).expose());
      const theirs = reader.parseRecoveryCode(code)?.toString('hex') ?? null;
      expect({ reason, ours, theirs }).toEqual({ reason, ours: bytes, theirs: bytes });
    }
  });

  it('are many enough, and good and bad', () => {
    const bad = vectors.files.filter((vector) => vector.verdict !== 'opens');
    expect(bad.length).toBeGreaterThan(50);
    expect(vectors.files.length).toBeGreaterThanOrEqual(150);
    expect(vectors.files.length - bad.length).toBeGreaterThan(15);
    const reasons = vectors.files.map(({ reason }) => reason);
    expect(new Set(reasons).size).toBe(reasons.length);
  });
});

function valueOrNull(read: () => Buffer): string | null {
  try {
    return read().toString('hex');
  } catch {
    return null;
  }
}

describe('the generator', () => {
  it('still writes what is published', () => {
    const out = join(temporaryFolder(), 'kwv1');
    const generator = fileURLToPath(new URL('../../vectors/make-kwv1.ts', import.meta.url));
    const run = spawnSync(process.execPath, [generator, out], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    const published = readFileSync(join(FOLDER, 'vectors.json'), 'utf8');
    expect(readFileSync(join(out, 'vectors.json'), 'utf8')).toBe(published);
  });
});

describe('the specification', () => {
  const page = readFileSync(join(FOLDER, '..', '..', '..', 'docs', 'vault-format.md'), 'utf8');

  it('prints the tables exactly as they stand in the file', () => {
    const sql = /```sql\n([^`]+);\n```/.exec(page)?.[1]?.split(';\n') ?? [];
    const hash = createHash('sha256').update(sql.toSorted().join('\n')).digest();
    expect(hash.equals(EXPECTED_SCHEMA_HASH)).toBe(true);
    expect(page).toContain(hash.toString('hex'));
  });

  it('works its example on the published file', () => {
    const byCode = vectors.files.find((vector) => vector.credential.recoveryCode !== undefined);
    expect(page).toContain(byCode?.credential.recoveryCode);
    const path = unpack('good.db.gz');
    const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
    const [slot, hash] = [
      db.prepare("SELECT wrapped FROM slots WHERE kind = 'password'").pluck().get() as Buffer,
      db.prepare('SELECT hash FROM audit WHERE seq = 2').pluck().get() as Buffer,
    ];
    db.close();
    expect(page.replaceAll('` `', '')).toContain(slot.toString('hex'));
    expect(page).toContain(hash.toString('hex'));
  });
});

describe('the independent reader', () => {
  it('is short and has no code of ours', () => {
    const source = readFileSync(join(FOLDER, '..', 'open-kwv1.mjs'), 'utf8');
    expect(source.trimEnd().split('\n').length).toBeLessThan(150);
    const imports = [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1]);
    expect(imports).toEqual(['node:crypto', 'node:sqlite', '@node-rs/argon2']);
  });
});
