/** Reads and checks the vault's own audit chain (docs/vault-format.md, "Audit chain"). */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { AuditEvent } from '../../src-shared/model/store-records.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import { readAuditKeys } from './former-audit-keys.ts';
import type { VaultChainReport } from './vault.ts';
import { CHAIN_START, chainHash, openEvent } from './vault-audit.ts';
import type { VaultFile } from './vault-file.ts';
import type { AuditRow } from './vault-rows.ts';
import { named } from './vault-rows.ts';

/** Events with seq > `afterSeq`, in order. Throws vault/damaged where one does not open. */
export function readVaultEvents(
  file: VaultFile,
  afterSeq: number,
  limit: number,
): readonly AuditEvent[] {
  const columns = named(['seq', 'hash', 'event']);
  const sql = `SELECT ${columns} FROM audit WHERE audit.seq > ? ORDER BY audit.seq LIMIT ?`;
  const rows = file.db.prepare(sql).all(afterSeq, limit) as AuditRow[];
  return rows.map((row) => {
    const opened = openEvent(file, row);
    if (opened === null) {
      throw new KeywrightError('vault/damaged', `Event ${row.seq} of the vault does not open`);
    }
    return opened.event;
  });
}

/** 0: there is none. */
export function lastEventSeq({ db }: VaultFile): number {
  return Number(db.prepare('SELECT max(seq) FROM audit').pluck().get() ?? 0);
}

/** Recomputes the whole chain. A cut at its end shows in the manifest, which counts the events. */
export function verifyVaultChain(file: VaultFile): VaultChainReport {
  let previous = CHAIN_START;
  let events = 0;
  const keyOf = readAuditKeys(file);
  for (const stored of file.rows.scan('audit')) {
    const row = stored as unknown as AuditRow;
    const why = findFault(file, row, { previous, seq: events + 1, key: keyOf(events + 1) });
    if (why !== null) return { ok: false, events, broken: { seq: row.seq, why } };
    previous = row.hash;
    events += 1;
  }
  if (file.readOnlyCause === 'changed-outside') {
    const why = 'the events fit each other, but the vault was changed outside Keywright';
    return { ok: false, events, broken: { seq: events, why } };
  }
  return { ok: true, events, broken: null };
}

function findFault(
  file: VaultFile,
  row: AuditRow,
  expected: { readonly previous: Buffer; readonly seq: number; readonly key: SecretBytes },
): string | null {
  if (row.seq !== expected.seq) return `event ${expected.seq} is missing`;
  const opened = openEvent(file, row);
  if (opened === null) return 'the event does not open';
  if (opened.event.seq !== row.seq) return 'the event belongs to another place';
  const event = { seq: row.seq, canonical: opened.canonical };
  const hash = chainHash(expected.key, expected.previous, event);
  return hash.equals(row.hash) ? null : 'the hash does not follow from the event before';
}
