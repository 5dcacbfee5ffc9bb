/** Vaults that got another key: of epoch 2 and 3, with everything sealed again, and what becomes of them by rows of epoch 1. */
import { encodeRecoveryCode } from '../../src-core/crypto/recovery-code.ts';
import type { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { SecretBytes } from '../../src-core/secret/secret-bytes.ts';
import type { Vault } from '../../src-core/vault/vault.ts';
import { changed, exchanged, type FileEdit } from './kwv1-edits.ts';
import {
  addEntry,
  CTX,
  countingRandom,
  type FileVector,
  PASSWORD,
  secretOf,
  type VectorWriter,
  vectorDeps,
  withVault,
} from './kwv1-workbench.ts';

const NEXT_PASSWORD = 'a password after the rekey';
const codes = countingRandom('kwv1 codes of rekeys');

/** `good` is the vault of epoch 1 that all of these were. */
export async function rekeyedVectors(
  writer: VectorWriter,
  good: { readonly path: string; readonly recoveryCode: string },
): Promise<FileVector[]> {
  const deps = vectorDeps('kwv1 rekeyed');
  const [second, third] = [newCode(), newCode()];
  const path = writer.copy(good.path, 'rekeyed');
  await withVault({ path }, deps, (vault) => rekey(vault, second));
  const rekeyed = writer.publish('rekeyed');
  const twice = writer.copy(path, 'rekeyed-twice');
  await withVault({ path: twice }, deps, (vault) => rekey(vault, third));
  const livedOn = writer.copy(path, 'rekeyed-lived-on');
  await withVault({ path: livedOn }, deps, async (vault) => {
    addEntry(vault, 'zeta', deps.random);
    await vault.changePassword(secretOf(NEXT_PASSWORD), CTX);
  });
  const by = {
    password: { password: PASSWORD },
    recovery: { recoveryCode: second.expose() },
    'former recovery': { recoveryCode: good.recoveryCode },
  };
  return [
    opens(rekeyed, by.password, 'the password, kept by a rekey'),
    opens(rekeyed, by.recovery, 'the code of the rekey'),
    wrongCode(rekeyed, good.recoveryCode, 'the code from before the rekey'),
    ...rekeyedTwice(writer.publish('rekeyed-twice'), [good.recoveryCode, second, third]),
    ...rekeyedLivedOn(writer.publish('rekeyed-lived-on'), second),
    ...writer.edited({ base: path, older: good.path }, by, editsOfRekeyed),
    ...writer.edited({ base: twice, older: path }, by, editsOfRekeyedTwice),
  ];
}

function newCode(): SecretText {
  return encodeRecoveryCode(new SecretBytes(codes.bytes(32)));
}

function rekey(vault: Vault, recoveryCode: SecretText): Promise<unknown> {
  return vault.rekey({ password: secretOf(PASSWORD), recoveryCode }, CTX);
}

function rekeyedTwice(
  file: string,
  [first, second, third]: readonly [string, SecretText, SecretText],
): FileVector[] {
  return [
    opens(file, { password: PASSWORD }, 'a chain made under three keys'),
    opens(file, { recoveryCode: third.expose() }, 'the code of the last rekey'),
    wrongCode(file, second.expose(), 'the code of the rekey before'),
    wrongCode(file, first, 'the code from before both rekeys'),
  ];
}

function rekeyedLivedOn(file: string, code: SecretText): FileVector[] {
  const reason = 'the password from before the change';
  return [
    opens(file, { password: NEXT_PASSWORD }, 'entries and a password from after the rekey'),
    opens(file, { recoveryCode: code.expose() }, 'the code of the rekey, kept by the new password'),
    { file, credential: { password: PASSWORD }, verdict: 'wrong-password', reason },
  ];
}

function opens(file: string, credential: FileVector['credential'], reason: string): FileVector {
  return { file, credential, verdict: 'opens', reason };
}

function wrongCode(file: string, recoveryCode: string, reason: string): FileVector {
  return { file, credential: { recoveryCode }, verdict: 'wrong-recovery-code', reason };
}

const replay = (table: string): string =>
  `REPLACE INTO ${table} SELECT * FROM older.${table} WHERE id = (SELECT min(id) FROM older.${table})`;
const whole = (table: string): string[] => [
  `DELETE FROM ${table}`,
  `INSERT INTO ${table} SELECT * FROM older.${table}`,
];

/** `older` is the vault of epoch 1. */
const editsOfRekeyed: readonly FileEdit[] = [
  changed('rekeyed-entry-of-old-epoch', 'an entry is from before the rekey', replay('entries')),
  changed(
    'rekeyed-history-of-old-epoch',
    'a former state is from before the rekey',
    replay('history'),
  ),
  changed(
    'rekeyed-trash-of-old-epoch',
    'a trashed entry is from before the rekey',
    replay('trash'),
  ),
  changed(
    'rekeyed-event-of-old-epoch',
    'an event is sealed under the former key',
    'UPDATE audit SET event = (SELECT o.event FROM older.audit o WHERE o.seq = 2) WHERE seq = 2',
  ),
  changed(
    'rekeyed-chain-of-old-epoch',
    'the log is the one from before the rekey',
    ...whole('audit'),
  ),
  changed(
    'rekeyed-manifest-of-old-epoch',
    'the manifest is from before the rekey',
    ...whole('manifest'),
  ),
  changed('rekeyed-epoch-lowered', 'the epoch was set back', 'UPDATE meta SET epoch = 1'),
  changed('rekeyed-epoch-raised', 'the epoch was set on', 'UPDATE meta SET epoch = 3'),
  changed(
    'rekeyed-blob-epoch-lowered',
    'a blob of epoch 2 says that it is of epoch 1',
    "UPDATE entries SET overview = unhex('0100000001' || substr(hex(overview), 11))",
  ),
  {
    ...changed(
      'rekeyed-slots-of-old-epoch',
      'the slots are from before the rekey: they open a key that opens nothing here',
      ...whole('slots'),
    ),
    by: 'former recovery',
  },
  {
    ...changed(
      'rekeyed-slot-of-old-epoch-added',
      'the former recovery slot is there again',
      "INSERT INTO slots SELECT * FROM older.slots WHERE kind = 'recovery'",
    ),
    by: 'former recovery',
  },
  changed(
    'rekeyed-rows-of-old-epoch',
    'all but the header and the slots is from before the rekey',
    ...['entries', 'history', 'trash', 'settings', 'audit', 'manifest'].flatMap(whole),
  ),
  changed(
    'rekeyed-chain-key-dropped',
    'the former chain key is gone',
    "DELETE FROM settings WHERE name = 'audit-key/1'",
  ),
  changed(
    'rekeyed-chain-key-renamed',
    'the former chain key has another name',
    "UPDATE settings SET name = 'audit-key/2' WHERE name = 'audit-key/1'",
  ),
  changed(
    'rekeyed-last-event-cut',
    'the event of the rekey is gone',
    'DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)',
  ),
];

/** `older` is the vault of epoch 2. */
const editsOfRekeyedTwice: readonly FileEdit[] = [
  {
    ...changed(
      'rekeyed-twice-chain-keys-swapped',
      'the chain keys of epoch 1 and 2 changed places',
      ...exchanged('settings', { column: 'value', id: 'name', which: 'true' }),
    ),
    by: 'password',
  },
  {
    ...changed(
      'rekeyed-twice-chain-key-of-epoch-2',
      'the chain key of epoch 1 is still sealed under epoch 2',
      'REPLACE INTO settings SELECT * FROM older.settings',
    ),
    by: 'password',
  },
];
