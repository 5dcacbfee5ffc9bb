import { createHmac } from 'node:crypto';
import type { SecretBytes } from '../../src-core/secret/secret-bytes.ts';

const DIGITS = 32;

/** 128 bits in hex that stand for an entry or key, and say nothing of it to whoever has not the vault. */
export function opaqueId(namingKey: SecretBytes, id: string): string {
  return createHmac('sha256', namingKey.expose()).update(id).digest('hex').slice(0, DIGITS);
}
