/**
 * What a feed says of the newest version. Its bytes are signed with a key whose public half lies in the package, and nothing of it is
 * read before the signature holds: neither the server nor the way there is trusted. Format: docs/packaging.md, "Updates".
 */
import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

/** Stands before the bytes that are signed, so that a signature made for anything else is none. */
export const SIGNED_AS = 'keywright-update-v1\n';
const VERSION = /^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/;
const MAX_FILE_BYTES = 1_073_741_824;

const updateFileSchema = z.strictObject({
  platform: z.string().max(20),
  arch: z.string().max(20),
  format: z.enum(['AppImage', 'deb', 'rpm', 'dmg', 'exe']),
  /** Beside the manifest. No path: it becomes a file name here. */
  name: z.string().regex(/^[\w][\w.-]{0,120}$/),
  sizeBytes: z.int().min(1).max(MAX_FILE_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type UpdateFile = z.infer<typeof updateFileSchema>;

const updateManifestSchema = z.strictObject({
  v: z.literal(1),
  version: z.string().regex(VERSION),
  files: z.array(updateFileSchema).max(40),
});
export type UpdateManifest = z.infer<typeof updateManifestSchema>;

export interface SignedManifest {
  readonly bytes: Uint8Array;
  /** Base64. */
  readonly signature: string;
}

/** Null: the signature is not that of the key, or what is signed is no manifest. */
export function openManifest(
  { bytes, signature }: SignedManifest,
  publicKey: string,
): UpdateManifest | null {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const signed = Buffer.concat([Buffer.from(SIGNED_AS), bytes]);
    const isOurs =
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, signed, key, Buffer.from(signature.trim(), 'base64'));
    return isOurs ? updateManifestSchema.parse(JSON.parse(Buffer.from(bytes).toString())) : null;
  } catch {
    return null;
  }
}

/** Both as `1.2.3`. An older version is never offered, however well it is signed. */
export function isNewer(version: string, current: string): boolean {
  const [a, b] = [version, current].map((text) => text.split('.').map(Number));
  const at = [0, 1, 2].find((index) => a?.[index] !== b?.[index]);
  return at !== undefined && (a?.[at] ?? 0) > (b?.[at] ?? 0);
}
