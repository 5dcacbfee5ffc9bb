/**
 * The three formulas of the audit chain (docs/audit-log.md, "Chain"). The mac needs the store's audit key, so a writer to the
 * database cannot make an event; the hash needs none, so anyone can check that the links fit.
 */
import { createHash, hash } from 'node:crypto';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import { hmacSha256 } from '../crypto/hmac.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import { type EventDraft, encodeCanonicalEvent } from './canonical-event.ts';

const CHAIN_LABEL = Buffer.from('kw.audit.v1', 'latin1');
const GENESIS_LABEL = 'kw.audit.genesis.v1';

/** What one event adds to the chain. */
export interface ChainStep {
  readonly seq: number;
  /** Epoch microseconds. */
  readonly atUs: number;
  /** 32 bytes. */
  readonly mac: Buffer;
}

/** 32 bytes: the hash that the first event of a store follows. */
export function genesisHash(storeId: StoreId): Buffer {
  return createHash('sha256').update(GENESIS_LABEL).update('\0').update(storeId).digest();
}

/** 32 bytes: HMAC-SHA-256(audit key, canonical event). */
export function eventMac(auditKey: SecretBytes, event: EventDraft): Buffer {
  return hmacSha256(auditKey.expose(), [encodeCanonicalEvent(event)]);
}

/** 32 bytes: SHA-256("kw.audit.v1" ‖ previous hash ‖ seq u64 ‖ time u64 ‖ mac), integers big-endian. */
export function chainHash(previousHash: Buffer, step: ChainStep): Buffer {
  const numbers = Buffer.allocUnsafe(16);
  numbers.writeBigUInt64BE(BigInt(step.seq), 0);
  numbers.writeBigUInt64BE(BigInt(step.atUs), 8);
  const link = Buffer.concat([CHAIN_LABEL, previousHash, numbers, step.mac]);
  return hash('sha256', link, 'buffer');
}
