/** Random base62 text for version ids and token secrets, uniform by rejection sampling. */
import { BASE62_ALPHABET } from '../../src-shared/ids/base62.ts';
import type { VersionId } from '../../src-shared/ids/ids.ts';
import {
  encodeToken,
  SECRET_LENGTH,
  VERSION_ID_LENGTH,
} from '../../src-shared/key-format/token.ts';
import type { RandomSource } from '../runtime/random.ts';

/** 4 × 62: bytes from here on would make the first characters of the alphabet more likely. */
const REJECT_FROM = 248;

/** `length` characters, each uniform over the alphabet. */
export function randomBase62(length: number, random: RandomSource): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random.bytes(length + 8)) {
      if (byte < REJECT_FROM && text.length < length) text += BASE62_ALPHABET.charAt(byte % 62);
    }
  }
  return text;
}

interface NewToken {
  readonly versionId: VersionId;
  /** The whole token; shown once and sealed, never stored in the clear. */
  readonly token: string;
}

/** A fresh token with a fresh version id. */
export function newToken(prefix: string, environment: string, random: RandomSource): NewToken {
  const versionId = randomBase62(VERSION_ID_LENGTH, random) as VersionId;
  const secret = randomBase62(SECRET_LENGTH, random);
  return { versionId, token: encodeToken({ prefix, environment, versionId, secret }) };
}
