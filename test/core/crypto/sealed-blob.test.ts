import { createDecipheriv, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { padToBucket, unpadBucket } from '../../../src-core/crypto/padding.ts';
import {
  type BlobBinding,
  blobFingerprint,
  blobFrame,
  hasBlobHead,
  isFrameAt,
  openBlob,
  sealBlob,
} from '../../../src-core/crypto/sealed-blob.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretBytes } from '../../../src-core/secret/secret-bytes.ts';
import { recordAad } from '../../../src-core/vault/associated-data.ts';
import { scaled } from '../../scale.ts';
import { printedSeed, SeededChoice } from '../vault/seeded-choice.ts';

const BLOBS = scaled(200);
const SWAPS = scaled(2_000);

const key = new SecretBytes(systemRandom.bytes(32));

function blobs(count: number): { binding: BlobBinding; blob: Buffer; plain: Buffer }[] {
  return Array.from({ length: count }, (_, index) => {
    const binding = { key, epoch: 1 + (index % 3), aad: systemRandom.bytes(index % 90) };
    const plain = systemRandom.bytes(index % 70);
    return { binding, plain, blob: sealBlob(binding, plain, systemRandom) };
  });
}

describe('a sealed blob', () => {
  it('opens to what was sealed', () => {
    for (const { binding, blob, plain } of blobs(200)) {
      expect(openBlob(binding, blob)?.equals(plain)).toBe(true);
    }
  });

  it('has the layout and the keys of docs/vault-format.md', () => {
    const [epoch, aad, plain] = [0x01020304, Buffer.from('where it lies'), Buffer.from('plain')];
    const blob = sealBlob({ key, epoch, aad }, plain, { bytes: (size) => Buffer.alloc(size, 9) });
    const salt = Buffer.alloc(24, 9);
    expect(blob.subarray(0, 29)).toEqual(Buffer.concat([Buffer.from('0101020304', 'hex'), salt]));
    const info = Buffer.concat([Buffer.from('kw/v1/blob\0\0\0\x0d', 'latin1'), aad]);
    const keys = Buffer.from(hkdfSync('sha256', key.expose(), salt, info, 76));
    expect(blob.subarray(29, 61).equals(keys.subarray(44))).toBe(true);
    const decipher = createDecipheriv('aes-256-gcm', keys.subarray(0, 32), keys.subarray(32, 44));
    decipher.setAAD(aad).setAuthTag(blob.subarray(-16));
    const opened = Buffer.concat([decipher.update(blob.subarray(61, -16)), decipher.final()]);
    expect(opened).toEqual(plain);
  });

  it('stands in the manifest by its frame: type, epoch, salt, commitment and tag', () => {
    const plain = Buffer.alloc(100, 1);
    const blob = sealBlob({ key, epoch: 7, aad: Buffer.alloc(0) }, plain, systemRandom);
    const frame = Buffer.concat([blob.subarray(0, 61), blob.subarray(-16)]);
    expect(blobFrame(blob)).toEqual(frame);
    expect(blobFingerprint(blob)).toEqual(frame.subarray(5));
    expect(blobFrame(frame)).toEqual(frame);
    expect(blobFrame(frame.subarray(0, 76))).toBeNull();
  });

  it('is looked for at a place of more bytes', () => {
    const blob = sealBlob({ key, epoch: 7, aad: Buffer.alloc(0) }, Buffer.alloc(0), systemRandom);
    const bytes = Buffer.concat([Buffer.alloc(200, 9), blob]);
    expect(isFrameAt(bytes, 200, 7)).toBe(true);
    expect(isFrameAt(bytes, 199, 7)).toBe(false);
    expect(isFrameAt(bytes.subarray(0, -1), 200, 7)).toBe(false);
  });

  it('is known by its head: type, epoch, and as much as the shortest blob has', () => {
    const blob = sealBlob({ key, epoch: 7, aad: Buffer.alloc(0) }, Buffer.alloc(0), systemRandom);
    expect(blob).toHaveLength(77);
    expect(hasBlobHead(blob, 7)).toBe(true);
    expect(hasBlobHead(blob, 8)).toBe(false);
    expect(hasBlobHead(blob.subarray(0, 76), 7)).toBe(false);
    const otherType = Buffer.from(blob);
    otherType[0] = 2;
    expect(hasBlobHead(otherType, 7)).toBe(false);
  });

  it('has its salt, commitment and tag as its fingerprint, and none where it is too short', () => {
    const blob = sealBlob({ key, epoch: 1, aad: Buffer.alloc(0) }, Buffer.alloc(5), systemRandom);
    const expected = Buffer.concat([blob.subarray(5, 61), blob.subarray(-16)]);
    expect(blobFingerprint(blob)).toEqual(expected);
    expect(blobFingerprint(blob)).toHaveLength(72);
    expect(blobFingerprint(blob.subarray(0, 77))).toHaveLength(72);
    expect(blobFingerprint(blob.subarray(0, 76))).toBeNull();
  });

  it('never opens with any one bit flipped, cut anywhere, or with a byte more', () => {
    let accepted = 0;
    let tried = 0;
    for (const { binding, blob } of blobs(BLOBS)) {
      for (let bit = 0; bit < blob.length * 8; bit += 1) {
        const flipped = Buffer.from(blob);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        if (openBlob(binding, flipped) !== null) accepted += 1;
      }
      for (let size = 0; size < blob.length; size += 1) {
        if (openBlob(binding, blob.subarray(0, size)) !== null) accepted += 1;
      }
      if (openBlob(binding, Buffer.concat([blob, Buffer.of(0)])) !== null) accepted += 1;
      tried += 9 * blob.length + 1;
    }
    expect(accepted).toBe(0);
    expect(tried).toBeGreaterThan(BLOBS * 750);
  });

  it('never opens in another row, field, version, epoch, vault or object type, nor under another sub-key', () => {
    const choice = new SeededChoice(printedSeed('blob swaps'));
    const sealed = places();
    const swapped = (bind: typeof bindTo) =>
      Array.from({ length: SWAPS }, () => {
        const from = choice.of(sealed);
        const to = choice.of(sealed.filter((other) => other !== from));
        return openBlob(bind(to), sealBlob(bind(from), Buffer.alloc(64), systemRandom)) !== null;
      }).filter(Boolean).length;
    expect(swapped(bindTo)).toBe(0);
    // Control: without the associated data, blobs of one epoch open in each other's place.
    expect(swapped((place) => ({ ...bindTo(place), aad: Buffer.alloc(0) }))).toBeGreaterThan(
      SWAPS / 20,
    );
  });

  it('commits to its key: no other key opens it', () => {
    const [first] = blobs(1);
    const other = new SecretBytes(systemRandom.bytes(32));
    if (first === undefined) throw new Error('no blob');
    expect(openBlob({ ...first.binding, key: other }, first.blob)).toBeNull();
  });
});

type Place = Parameters<typeof recordAad>;

function places(): Place[] {
  const vaults = [newId('vlt', systemRandom), newId('vlt', systemRandom)];
  const rows = [newId('ent', systemRandom), newId('ent', systemRandom), ''];
  return vaults.flatMap((vaultId) =>
    [1, 2].flatMap((epoch) =>
      rows.flatMap((id) =>
        (['overview', 'secret'] as const).flatMap((group) =>
          [1, 2].flatMap((version) =>
            (['entry', 'audit'] as const).map(
              (type): Place => [
                { vaultId, epoch },
                { type, id, group, version },
              ],
            ),
          ),
        ),
      ),
    ),
  );
}

function bindTo(place: Place): BlobBinding {
  return { key, epoch: place[0].epoch, aad: recordAad(...place) };
}

describe('padding', () => {
  it('hides every length within 64 bytes and gives the data back', () => {
    for (let size = 0; size < 300; size += 1) {
      const data = systemRandom.bytes(size);
      const padded = padToBucket(data);
      expect(padded.length % 64).toBe(0);
      expect(padded.length - size).toBeLessThan(68);
      expect(unpadBucket(padded)?.equals(data)).toBe(true);
    }
  });

  it('is the length, the data and zeros up to a multiple of 64 bytes', () => {
    const padded = padToBucket(Buffer.from('data'));
    expect(padded.toString('latin1')).toBe(`\0\0\0\x04data${'\0'.repeat(56)}`);
    const sizes = [0, 60, 61, 124, 125].map((size) => padToBucket(Buffer.alloc(size)).length);
    expect(sizes).toEqual([64, 64, 128, 128, 192]);
  });

  it('refuses a length that does not fit, a bucket too many and anything but zeros', () => {
    const padded = padToBucket(Buffer.from('data'));
    const wrongLength = Buffer.from(padded);
    wrongLength.writeUInt32BE(61, 0);
    const dirty = Buffer.from(padded);
    dirty[63] = 1;
    const longer = Buffer.concat([padded, Buffer.alloc(64)]);
    for (const bad of [wrongLength, dirty, longer, padded.subarray(1), Buffer.alloc(0)]) {
      expect(unpadBucket(bad)).toBeNull();
    }
  });
});
