/** The only importer of @node-rs/argon2: Argon2id v0x13 with a 32-byte output (RFC 9106), off the main thread. */
import { hashRaw } from '@node-rs/argon2';
import { assertKdfAccepted, type KdfParameters } from './kdf-parameters.ts';

const ALGORITHM_ARGON2ID = 2;
const VERSION_0X13 = 1;
const OUTPUT_BYTES = 32;

/** 32 bytes. Throws vault/kdf-refused for parameters out of range, before anything is allocated. */
export async function deriveArgon2id(
  password: Uint8Array,
  salt: Uint8Array,
  kdf: KdfParameters,
): Promise<Buffer> {
  assertKdfAccepted(kdf);
  return await hashRaw(password, {
    algorithm: ALGORITHM_ARGON2ID,
    version: VERSION_0X13,
    memoryCost: kdf.memoryKib,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: OUTPUT_BYTES,
    salt,
  });
}
