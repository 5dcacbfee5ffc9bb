/** More that is done to the good vault file: slots, hashing out of range, events, manifest and the file itself. */
import {
  bytes,
  changed,
  exchanged,
  type FileEdit,
  flipped,
  kdf,
  TWO_ENTRIES,
} from './kwv1-edits.ts';

function bySlot(
  name: string,
  outcome: Pick<FileEdit, 'by' | 'verdict' | 'reason'>,
  sql: readonly string[],
): FileEdit {
  return { name, ...outcome, sql };
}

const WRONG_PASSWORD = { by: 'password', verdict: 'wrong-password' } as const;
const WRONG_CODE = { by: 'recovery', verdict: 'wrong-recovery-code' } as const;
const PARKED = "x'ffffffffffffffffffffffffffffffff'";

const slotEdits: readonly FileEdit[] = [
  bySlot('slot-ids-swapped', { ...WRONG_PASSWORD, reason: 'the slots have each other’s ids' }, [
    `CREATE TEMP TABLE two AS SELECT * FROM slots`,
    `UPDATE slots SET id = ${PARKED} WHERE kind = 'password'`,
    "UPDATE slots SET id = (SELECT id FROM two WHERE kind = 'password') WHERE kind = 'recovery'",
    "UPDATE slots SET id = (SELECT id FROM two WHERE kind = 'recovery') WHERE kind = 'password'",
    'DROP TABLE two',
  ]),
  bySlot('slots-swapped', { ...WRONG_CODE, reason: 'the slots have each other’s wrapped keys' }, [
    ...exchanged('slots', { column: 'wrapped', id: 'id', which: 'true' }),
  ]),
  bySlot(
    'slot-kinds-swapped',
    { ...WRONG_CODE, reason: 'the password’s slot stands as the code’s' },
    ["UPDATE slots SET kind = CASE kind WHEN 'password' THEN 'recovery' ELSE 'password' END"],
  ),
  bySlot(
    'slot-epoch-edited',
    { ...WRONG_PASSWORD, reason: 'the epoch of a slot is bound into its key' },
    ['UPDATE slots SET epoch = 2'],
  ),
  bySlot(
    'slot-created-edited',
    { ...WRONG_CODE, reason: 'the time of a slot is bound into its key' },
    ['UPDATE slots SET created_ms = created_ms - 1'],
  ),
  bySlot('slot-salt-edited', { ...WRONG_PASSWORD, reason: 'another salt hashes to another key' }, [
    `UPDATE slots SET salt = ${flipped('salt')} WHERE kind = 'password'`,
  ]),
  bySlot(
    'slot-salt-of-code',
    { ...WRONG_CODE, reason: 'a code’s slot has no salt, and it is bound' },
    ["UPDATE slots SET salt = zeroblob(16) WHERE kind = 'recovery'"],
  ),
  bySlot(
    'slot-commitment-edited',
    { ...WRONG_PASSWORD, reason: 'a commitment that fits no password' },
    [
      "UPDATE slots SET wrapped = unhex(hex(zeroblob(32)) || hex(substr(wrapped, 33))) WHERE kind = 'password'",
    ],
  ),
  bySlot(
    'kdf-memory-edited',
    { ...WRONG_PASSWORD, reason: 'memory within the range, but not what was hashed' },
    ["UPDATE slots SET memory_kib = 20480 WHERE kind = 'password'"],
  ),
  bySlot(
    'password-slots-five',
    { by: 'password', verdict: 'damaged', reason: 'a reader tries at most four slots of a kind' },
    [1, 2, 3, 4].map(
      (at) =>
        `INSERT INTO slots SELECT x'${'00'.repeat(15)}0${at}', kind, epoch, created_ms, expires_ms, memory_kib, passes, lanes, salt, wrapped FROM slots WHERE kind = 'password' AND length(salt) = 16 ORDER BY id DESC LIMIT 1`,
    ),
  ),
  bySlot('slots-emptied', { by: 'password', verdict: 'damaged', reason: 'no slot at all' }, [
    'DELETE FROM slots',
  ]),
  kdf('kdf-memory-none', 'no memory', 'memory_kib = 0'),
  kdf('kdf-passes-none', 'no pass', 'passes = 0'),
  kdf('kdf-lanes-none', 'no lane', 'lanes = 0'),
  kdf('kdf-passes-absurd', 'passes without end', 'passes = 4294967295'),
  kdf(
    'kdf-all-high',
    'everything at its own cap is too much in all',
    'memory_kib = 1048576, passes = 20, lanes = 16',
  ),
];

const logEdits: readonly FileEdit[] = [
  changed(
    'event-repeated',
    'the last event stands twice',
    'INSERT INTO audit SELECT seq + 1, hash, event FROM audit ORDER BY seq DESC LIMIT 1',
  ),
  changed(
    'event-renumbered',
    'the last event has the next number',
    'UPDATE audit SET seq = seq + 1 WHERE seq = (SELECT max(seq) FROM audit)',
  ),
  changed('first-event-deleted', 'the first event is gone', 'DELETE FROM audit WHERE seq = 1'),
  changed('log-emptied', 'the log is gone', 'DELETE FROM audit'),
  changed(
    'event-hashes-swapped',
    'two events have each other’s hashes',
    ...exchanged('audit', { column: 'hash', id: 'seq', which: 'seq IN (2, 3)' }),
  ),
  changed(
    'log-of-older',
    'the log is an older one',
    'DELETE FROM audit',
    'INSERT INTO audit SELECT * FROM older.audit',
  ),
];

const manifestEdits: readonly FileEdit[] = [
  changed(
    'generation-lowered',
    'the clear generation is a lower one',
    'UPDATE manifest SET generation = generation - 1',
  ),
  changed('generation-none', 'the clear generation is 0', 'UPDATE manifest SET generation = 0'),
  changed('manifest-emptied', 'the manifest is no blob', "UPDATE manifest SET sealed = x''"),
  changed(
    'manifest-cut',
    'the manifest lacks its last byte',
    'UPDATE manifest SET sealed = substr(sealed, 1, length(sealed) - 1)',
  ),
  changed(
    'manifest-from-event',
    'an event stands where the manifest belongs',
    'UPDATE manifest SET sealed = (SELECT event FROM audit WHERE seq = 1)',
  ),
  changed(
    'manifest-sealed-of-older',
    'an older manifest says that it is of the present generation',
    'UPDATE manifest SET sealed = (SELECT sealed FROM older.manifest)',
  ),
  changed(
    'history-version-edited',
    'a former state has another version',
    'UPDATE history SET version = version + 7',
  ),
  changed(
    'history-copied-to-trash',
    'a former state is in the trash, too',
    'INSERT INTO trash SELECT * FROM history LIMIT 1',
  ),
  changed(
    'overviews-swapped',
    'entries have each other’s overviews',
    ...exchanged('entries', { column: 'overview', id: 'id', which: TWO_ENTRIES }),
  ),
  changed(
    'entry-id-edited',
    'an entry has another id',
    "UPDATE entries SET id = 'ent_0000000000000000000000' WHERE id = (SELECT min(id) FROM entries)",
  ),
];

const headerEdits: readonly FileEdit[] = [
  bySlot('format-far', { by: 'recovery', verdict: 'newer', reason: 'user_version 2147483647' }, [
    'PRAGMA user_version = 2147483647',
  ]),
  bySlot('format-none', { by: 'recovery', verdict: 'damaged', reason: 'user_version 0' }, [
    'PRAGMA user_version = 0',
  ]),
  bySlot('format-negative', { by: 'recovery', verdict: 'damaged', reason: 'user_version -1' }, [
    'PRAGMA user_version = -1',
  ]),
  bySlot(
    'format-of-meta',
    { by: 'recovery', verdict: 'damaged', reason: 'format 2 under user_version 1' },
    ['PRAGMA ignore_check_constraints = 1', 'UPDATE meta SET format = 2'],
  ),
  bySlot(
    'vault-id-malformed',
    { by: 'recovery', verdict: 'damaged', reason: 'a vault id that is none' },
    ["UPDATE meta SET vault = 'vlt_**********************'"],
  ),
  bytes('head-alone', { verdict: 'damaged', reason: 'the first 100 bytes and no more' }, (file) =>
    file.subarray(0, 100),
  ),
  bytes('magic-edited', { verdict: 'foreign', reason: 'the first byte is another' }, (file) =>
    Buffer.concat([Buffer.of(0), file.subarray(1)]),
  ),
  bytes(
    'schema-zeroed',
    { verdict: 'damaged', reason: 'the first page is empty but for its header' },
    (file) => Buffer.concat([file.subarray(0, 100), Buffer.alloc(3_996), file.subarray(4_096)]),
  ),
  bytes('page-zeroed', { verdict: 'damaged', reason: 'the second page is empty' }, (file) =>
    Buffer.concat([file.subarray(0, 4_096), Buffer.alloc(4_096), file.subarray(8_192)]),
  ),
];

export const rowEdits: readonly FileEdit[] = [
  ...slotEdits,
  ...logEdits,
  ...manifestEdits,
  ...headerEdits,
];
