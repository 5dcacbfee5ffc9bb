/** Blobs to open, good and bad (docs/vault-format.md, "Blob"). All bytes are hexadecimal. */

import { padToBucket } from '../../src-core/crypto/padding.ts';
import { openBlob, sealBlob } from '../../src-core/crypto/sealed-blob.ts';
import type { RandomSource } from '../../src-core/runtime/random.ts';
import { SecretBytes } from '../../src-core/secret/secret-bytes.ts';
import { recordAad } from '../../src-core/vault/associated-data.ts';
import type { EntryId, VaultId } from '../../src-shared/ids/ids.ts';

export interface BlobVector {
  readonly reason: string;
  readonly key: string;
  readonly epoch: number;
  readonly aad: string;
  readonly blob: string;
  /** Null: must not open. */
  readonly plaintext: string | null;
}

interface Parts {
  readonly key: Buffer;
  readonly epoch: number;
  readonly aad: Buffer;
  readonly blob: Buffer;
}

const VAULT = 'vlt_0000000000000000000001' as VaultId;
const ENTRY = 'ent_0000000000000000000002' as EntryId;

export function blobVectors(random: RandomSource): BlobVector[] {
  const scope = { vaultId: VAULT, epoch: 1 };
  const place = { type: 'entry', id: ENTRY, group: 'secret', version: 3 } as const;
  const aad = recordAad(scope, place);
  const key = random.bytes(32);
  const good = (plaintext: Buffer): Parts => {
    const binding = { key: new SecretBytes(Buffer.from(key)), epoch: 1, aad };
    return { key, epoch: 1, aad, blob: sealBlob(binding, plaintext, random) };
  };
  const secret = good(padToBucket(Buffer.from('{"value":"s","tokens":{}}')));
  const moved = (what: string, other: Buffer): BlobVector =>
    vector(`opened as another ${what}`, { ...secret, aad: other });
  const flip = (reason: string, at: number): BlobVector => {
    const blob = Buffer.from(secret.blob);
    const place = at < 0 ? blob.length + at : at;
    blob[place] = (blob[place] ?? 0) ^ 1;
    return vector(reason, { ...secret, blob });
  };
  const cut = (reason: string, size: number): BlobVector =>
    vector(reason, { ...secret, blob: secret.blob.subarray(0, size) });
  return [
    vector('a padded secret', secret),
    vector('nothing', good(Buffer.alloc(0))),
    vector('one byte', good(Buffer.of(7))),
    vector('a thousand bytes', good(random.bytes(1_000))),
    moved('entry', recordAad(scope, { ...place, id: 'ent_0000000000000000000003' })),
    moved('field', recordAad(scope, { ...place, group: 'overview' })),
    moved('version', recordAad(scope, { ...place, version: 2 })),
    moved('object type', recordAad(scope, { ...place, type: 'setting' })),
    moved(
      'vault',
      recordAad({ ...scope, vaultId: 'vlt_0000000000000000000009' as VaultId }, place),
    ),
    moved('epoch in the associated data', recordAad({ ...scope, epoch: 2 }, place)),
    moved('place, without associated data', Buffer.alloc(0)),
    vector('opened under another key', { ...secret, key: random.bytes(32) }),
    vector('opened in another epoch', { ...secret, epoch: 2 }),
    flip('a bit of the type', 0),
    flip('a bit of the epoch', 4),
    flip('a bit of the salt', 5),
    flip('the last bit of the salt', 28),
    flip('a bit of the commitment', 29),
    flip('the last bit of the commitment', 60),
    flip('a bit of the ciphertext', 61),
    flip('the last bit of the ciphertext', -17),
    flip('a bit of the tag', -16),
    flip('the last bit of the tag', -1),
    cut('a tag cut to 12 bytes', secret.blob.length - 4),
    cut('a tag cut to 4 bytes', secret.blob.length - 12),
    cut('no ciphertext and no tag', 61),
    cut('less than a head', 40),
    cut('nothing at all', 0),
    vector('a byte too many', { ...secret, blob: Buffer.concat([secret.blob, Buffer.of(0)]) }),
  ];
}

function vector(reason: string, { key, epoch, aad, blob }: Parts): BlobVector {
  const opened = openBlob({ key: new SecretBytes(Buffer.from(key)), epoch, aad }, blob);
  return {
    reason,
    key: key.toString('hex'),
    epoch,
    aad: aad.toString('hex'),
    blob: blob.toString('hex'),
    plaintext: opened === null ? null : opened.toString('hex'),
  };
}
