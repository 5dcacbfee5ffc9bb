/** Randomness as a dependency. The system source is the kernel's generator through OpenSSL or BoringSSL. */
import { randomBytes } from 'node:crypto';
import { encodeId, ID_BYTES, type IdKind } from '../../src-shared/ids/ids.ts';

export interface RandomSource {
  /** `size` fresh uniform bytes. */
  bytes(size: number): Buffer;
}

export const systemRandom: RandomSource = {
  bytes: (size) => randomBytes(size),
};

/** A fresh id of the kind. */
export function newId<Kind extends IdKind>(
  kind: Kind,
  random: RandomSource,
): ReturnType<typeof encodeId<Kind>> {
  return encodeId(kind, random.bytes(ID_BYTES));
}
