/**
 * The text form of a store's keys, the same in the OS keychain and in the file beside the store: one JSON object, base64 values,
 * small enough for the smallest keychain (Windows holds 2,560 bytes). Its sum finds accidents, so that a flipped bit is reported as
 * damage instead of as a broken audit chain; it is no protection against a person.
 */
import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isId, type PepperId, type StoreId } from '../../src-shared/ids/ids.ts';
import { SecretBytes, SecretText } from '../secret/secret-bytes.ts';
import type { StoreKeys } from './store-keys.ts';

const FORMAT = 'keywright-store-keys';
const VERSION = 1;
const KEY_BYTES = 32;

/** Longest document that every keychain takes. */
export const MAX_DOCUMENT_BYTES = 2_500;

const bytesSchema = z.base64().max(88);

const bodySchema = z.strictObject({
  format: z.literal(FORMAT),
  v: z.literal(VERSION),
  storeId: z.custom<StoreId>((value) => typeof value === 'string' && isId('sto', value)),
  currentPepperId: z.custom<PepperId>((value) => typeof value === 'string' && isId('pep', value)),
  peppers: z
    .array(
      z.strictObject({
        id: z.custom<PepperId>((value) => typeof value === 'string' && isId('pep', value)),
        bytes: bytesSchema,
      }),
    )
    .min(1)
    .max(20),
  auditKey: bytesSchema,
  signingKey: bytesSchema,
});

type Body = z.infer<typeof bodySchema>;

const documentSchema = bodySchema.extend({ sum: z.string().length(64) });
const headSchema = z.looseObject({ format: z.literal(FORMAT), v: z.int().positive() });

/** The document of the keys, at most `MAX_DOCUMENT_BYTES` long. */
export function encodeStoreKeys(keys: StoreKeys): SecretText {
  const body: Body = {
    format: FORMAT,
    v: VERSION,
    storeId: keys.storeId,
    currentPepperId: keys.currentPepperId,
    peppers: [...keys.peppers].map(([id, bytes]) => ({ id, bytes: toBase64(bytes) })),
    auditKey: toBase64(keys.auditKey),
    signingKey: keys.signingKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
  const text = JSON.stringify({ ...body, sum: sumOf(body) });
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    throw new RangeError(`store keys take more than ${MAX_DOCUMENT_BYTES} bytes`);
  }
  return new SecretText(text);
}

export type ParsedStoreKeys =
  | { readonly keys: StoreKeys }
  | { readonly fault: 'damaged' | 'newer' };

/** The keys of a document, or why there are none: `newer` where a later Keywright wrote it. */
export function parseStoreKeys(document: SecretText): ParsedStoreKeys {
  const value = parseJson(document.expose());
  const head = headSchema.safeParse(value);
  if (head.success && head.data.v > VERSION) return { fault: 'newer' };
  const parsed = documentSchema.safeParse(value);
  if (!parsed.success) return { fault: 'damaged' };
  const { sum, ...body } = parsed.data;
  const keys = sum === sumOf(body) ? keysOf(body) : null;
  return keys === null ? { fault: 'damaged' } : { keys };
}

function keysOf(body: Body): StoreKeys | null {
  const peppers = new Map<PepperId, SecretBytes>();
  for (const { id, bytes } of body.peppers) {
    const pepper = keyBytes(bytes);
    if (pepper === null || peppers.has(id)) return null;
    peppers.set(id, pepper);
  }
  const auditKey = keyBytes(body.auditKey);
  const signingKey = ed25519Key(body.signingKey);
  if (auditKey === null || signingKey === null || !peppers.has(body.currentPepperId)) return null;
  const { storeId, currentPepperId } = body;
  return { storeId, currentPepperId, peppers, auditKey, signingKey };
}

function keyBytes(base64: string): SecretBytes | null {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === KEY_BYTES ? new SecretBytes(bytes) : null;
}

function ed25519Key(base64: string): KeyObject | null {
  try {
    const der = Buffer.from(base64, 'base64');
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

function toBase64(bytes: SecretBytes): string {
  return bytes.expose().toString('base64');
}

/** The schema fixes the order of the fields, so equal bodies have equal sums. */
function sumOf(body: Body): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
