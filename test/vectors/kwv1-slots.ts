/** Vaults for the ways in: a remembered one, password hashing at its caps, a password of unusual characters; good and bad. */
import type { KdfParameters } from '../../src-core/crypto/kdf-parameters.ts';
import { createVault } from '../../src-core/vault/create-vault.ts';
import { REMEMBERED_MS } from '../../src-core/vault/keychain-slot.ts';
import { createMemoryKeychain } from '../core/keychain/memory-keychain.ts';
import { changed, type FileEdit, flipped } from './kwv1-edits.ts';
import {
  addEntry,
  CTX,
  type FileVector,
  PASSWORD,
  START_MS,
  secretOf,
  type VectorCredential,
  type VectorWriter,
  vectorDeps,
  withVault,
} from './kwv1-workbench.ts';

/** A ligature, a ring above apart from its letter, jamo, wide letters, a key joined with a variation selector, right to left. */
const UNUSUAL = 'ﬁ\u0041\u030a\u1100\u1161\u11a8ｆｕｌｌ🔑\ufe0fשלום\u2126';
/** The same as another keyboard may send it. */
const UNUSUAL_COMPOSED = 'fi\u00c5\uac01full🔑\ufe0fשלום\u03a9';

/** Of a remembered vault, the one that `good` became, and by its side. */
export async function rememberedVectors(
  writer: VectorWriter,
  good: { readonly path: string; readonly recoveryCode: string },
): Promise<FileVector[]> {
  const keychain = createMemoryKeychain();
  const path = writer.copy(good.path, 'remembered');
  const deps = vectorDeps('kwv1 remembered');
  await withVault({ path }, deps, (vault) =>
    vault.remembered.begin({ password: secretOf(PASSWORD), keychain }, CTX),
  );
  const [item = ''] = keychain.items.values();
  const inTime = { keychainItem: item, nowMs: START_MS };
  const tooLate = { keychainItem: item, nowMs: START_MS + REMEMBERED_MS + 86_400_000 };
  const another = { keychainItem: '00'.repeat(32), nowMs: START_MS };
  const cut = { keychainItem: item.slice(2), nowMs: START_MS };
  const file = writer.publish('remembered');
  const by = {
    password: { password: PASSWORD },
    recovery: { recoveryCode: good.recoveryCode },
    keychain: inTime,
  };
  const ended = 'remember-ended';
  return [
    {
      file,
      credential: by.password,
      verdict: 'opens',
      reason: 'the password beside a keychain slot',
    },
    { file, credential: by.recovery, verdict: 'opens', reason: 'the code beside a keychain slot' },
    { file, credential: inTime, verdict: 'opens', reason: 'the item of the keychain' },
    { file, credential: tooLate, verdict: ended, reason: 'the item after its time' },
    { file, credential: another, verdict: ended, reason: 'another item' },
    { file, credential: cut, verdict: ended, reason: 'an item of 31 bytes' },
    ...writer.edited({ base: path, older: good.path }, by, editsOfRemembered),
  ];
}

/** New vaults whose passwords are hashed as hard as a reader must still take, and one with an unusual password. */
export async function passwordVaultVectors(writer: VectorWriter): Promise<FileVector[]> {
  const atCaps = await smallVault(writer, 'kdf-at-passes-and-lanes', {
    parameters: { memoryKib: 19_456, passes: 20, lanes: 16 },
  });
  const twice = await smallVault(writer, 'kdf-twice-the-default', {
    parameters: { memoryKib: 262_144, passes: 2, lanes: 4 },
  });
  const unusual = await smallVault(writer, 'unusual-password', { password: UNUSUAL });
  const opens = (file: string, password: string, reason: string): FileVector => ({
    file,
    credential: { password },
    verdict: 'opens',
    reason,
  });
  const plain = { password: UNUSUAL_COMPOSED.replaceAll('\ufe0f', '') };
  const foreign: FileEdit = {
    name: 'slots-of-another-vault',
    by: 'password',
    verdict: 'wrong-password',
    reason: 'slots are bound to the vault they were made for',
    sql: ['DELETE FROM slots', 'INSERT INTO slots SELECT * FROM older.slots'],
  };
  return [
    opens(atCaps, PASSWORD, '20 passes and 16 lanes are the most that is read'),
    opens(twice, PASSWORD, '256 MiB is the most that is read without asking'),
    opens(unusual, UNUSUAL, 'a password of unusual characters, decomposed'),
    opens(unusual, UNUSUAL_COMPOSED, 'the same password, composed'),
    {
      file: unusual,
      credential: plain,
      verdict: 'wrong-password',
      reason: 'without the variation selector it is another password',
    },
    ...writer.edited(
      { base: writer.path('unusual-password'), older: writer.path('kdf-at-passes-and-lanes') },
      { password: { password: PASSWORD } satisfies VectorCredential },
      [foreign],
    ),
  ];
}

async function smallVault(
  writer: VectorWriter,
  name: string,
  { parameters, password = PASSWORD }: { parameters?: KdfParameters; password?: string },
): Promise<string> {
  const deps = vectorDeps(`kwv1 ${name}`, parameters);
  const { vault } = await createVault(
    { path: writer.path(name), password: secretOf(password) },
    deps,
  );
  addEntry(vault, 'alpha', deps.random);
  await vault.close();
  return writer.publish(name);
}

/** `older` is the vault before it was remembered. */
const editsOfRemembered: readonly FileEdit[] = [
  changed(
    'keychain-slot-dropped',
    'the keychain slot is gone',
    "DELETE FROM slots WHERE kind = 'keychain'",
  ),
  changed(
    'keychain-slot-doubled',
    'there is a keychain slot more',
    "INSERT INTO slots SELECT x'00112233445566778899aabbccddeeff', kind, epoch, created_ms, expires_ms, memory_kib, passes, lanes, salt, wrapped FROM slots WHERE kind = 'keychain'",
  ),
  changed(
    'keychain-expiry-put-off',
    'the keychain slot would never end',
    "UPDATE slots SET expires_ms = 9000000000000 WHERE kind = 'keychain'",
  ),
  {
    name: 'keychain-expiry-put-off-by-item',
    by: 'keychain',
    verdict: 'remember-ended',
    reason: 'the end of a keychain slot is bound into its key',
    sql: ["UPDATE slots SET expires_ms = 9000000000000 WHERE kind = 'keychain'"],
  },
  {
    name: 'keychain-wrapped-flipped',
    by: 'keychain',
    verdict: 'damaged',
    reason: 'the commitment of the keychain slot fits, the wrapped key does not open',
    sql: [`UPDATE slots SET wrapped = ${flipped('wrapped')} WHERE kind = 'keychain'`],
  },
  changed('setting-dropped', 'the list of keychain items is gone', 'DELETE FROM settings'),
  changed(
    'setting-renamed',
    'a setting has another name',
    "UPDATE settings SET name = name || 's'",
  ),
  changed(
    'setting-version-raised',
    'a setting’s version was raised',
    'UPDATE settings SET version = version + 1',
  ),
  changed(
    'setting-tag-flipped',
    'the tag of a setting is another',
    `UPDATE settings SET value = ${flipped('value')}`,
  ),
  changed(
    'setting-from-secret',
    'the blob of a secret stands as a setting',
    'UPDATE settings SET value = (SELECT secret FROM entries LIMIT 1)',
  ),
  changed(
    'setting-cut',
    'a setting is no blob',
    'UPDATE settings SET value = substr(value, 1, 40)',
  ),
];
