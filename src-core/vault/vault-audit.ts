/**
 * The vault's own audit chain (docs/vault-format.md, "Audit chain"): each event is sealed, and its hash covers the one before, so
 * that an edit, a gap or another order shows. Rows are only ever added.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditEvent, EventSubject } from '../../src-shared/model/store-records.ts';
import { EVENT_DOORS } from '../../src-shared/model/store-records.ts';
import { encodeInt64 } from '../crypto/binary-fields.ts';
import { hmacSha256 } from '../crypto/hmac.ts';
import { padToBucket, unpadBucket } from '../crypto/padding.ts';
import { openBlob, sealBlob } from '../crypto/sealed-blob.ts';
import type { RandomSource } from '../runtime/random.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import { recordAad, type VaultScope } from './associated-data.ts';
import type { VaultKeys } from './vault-keys.ts';
import type { AuditRow } from './vault-rows.ts';

const CHAIN_LABEL = 'kw.audit.v1';
/** The hash before the first event. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

const eventSchema = z.strictObject({
  seq: z.number().int(),
  id: z.string(),
  atMs: z.number().int(),
  kind: z.string(),
  actor: z.string(),
  via: z.enum(EVENT_DOORS),
  reason: z.string().nullable(),
  subject: z.record(z.string(), z.string()),
  details: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
  ),
});

type Opening = { readonly keys: VaultKeys; readonly scope: VaultScope };

/** The canonical bytes: JSON with the fields in this order, subject and details with sorted names. */
export function encodeEvent(event: AuditEvent): Buffer {
  const { seq, id, atMs, kind, actor, via, reason } = event;
  const subject = sortFields(event.subject);
  const details = sortFields(event.details);
  const ordered = { seq, id, atMs, kind, actor, via, reason, subject, details };
  return Buffer.from(JSON.stringify(ordered), 'utf8');
}

function sortFields(fields: Readonly<Record<string, unknown>> | EventSubject): object {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** SHA-256("kw.audit.v1" ‖ previous hash ‖ seq ‖ HMAC(K_audit, canonical event)). */
export function chainHash(auditKey: SecretBytes, previous: Buffer, event: AuditEventBytes): Buffer {
  const mac = hmacSha256(auditKey.expose(), [event.canonical]);
  const hash = createHash('sha256').update(CHAIN_LABEL).update(previous);
  return hash.update(encodeInt64(event.seq)).update(mac).digest();
}

export interface AuditEventBytes {
  readonly seq: number;
  readonly canonical: Buffer;
}

/** The row that follows the one with hash `previous`. */
export function sealEvent(
  { keys, scope, random }: Opening & { readonly random: RandomSource },
  event: AuditEvent,
  previous: Buffer,
): AuditRow {
  const canonical = encodeEvent(event);
  const blob = sealBlob(eventBinding({ keys, scope }, event.seq), padToBucket(canonical), random);
  return {
    seq: event.seq,
    hash: chainHash(keys.audit, previous, { seq: event.seq, canonical }),
    event: blob,
  };
}

/** The event and its canonical bytes; null where the blob does not open in this place. */
export function openEvent(
  opening: Opening,
  row: AuditRow,
): { readonly event: AuditEvent; readonly canonical: Buffer } | null {
  const plain = openBlob(eventBinding(opening, row.seq), row.event);
  const canonical = plain === null ? null : unpadBucket(plain);
  if (canonical === null) return null;
  try {
    const parsed = eventSchema.safeParse(JSON.parse(canonical.toString('utf8')));
    return parsed.success ? { event: parsed.data as unknown as AuditEvent, canonical } : null;
  } catch {
    return null;
  }
}

function eventBinding({ keys, scope }: Opening, seq: number): Parameters<typeof openBlob>[0] {
  const aad = recordAad(scope, { type: 'audit', id: '', group: 'event', version: seq });
  return { key: keys.records, epoch: scope.epoch, aad };
}
