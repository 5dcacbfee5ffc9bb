/**
 * The API key a caller sends: `<prefix>_<env>_<id>_<secret><crc>` (docs/key-format.md).
 * Parsing is offline and refuses everything that is not exactly the form we write.
 */
import { encodeUint32Base62 } from '../ids/base62.ts';
import type { VersionId } from '../ids/ids.ts';
import { crc32Ascii } from './crc32.ts';

export const TOKEN_MIN_LENGTH = 68;
export const TOKEN_MAX_LENGTH = 92;
export const VERSION_ID_LENGTH = 12;
export const SECRET_LENGTH = 43;
const CRC_LENGTH = 6;

/** The whole text; the checksum is not looked at. */
export const TOKEN_FORM =
  /^([a-z][a-z0-9]{1,15})_([a-z][a-z0-9]{1,11})_([0-9A-Za-z]{12})_[0-9A-Za-z]{49}$/;

export interface ParsedToken {
  readonly prefix: string;
  readonly environment: string;
  readonly versionId: VersionId;
}

interface TokenParts extends ParsedToken {
  /** 43 base62 characters. */
  readonly secret: string;
}

/** Writes a token from its parts and appends the checksum. The parts must have their documented forms. */
export function encodeToken(parts: TokenParts): string {
  const body = `${parts.prefix}_${parts.environment}_${parts.versionId}_${parts.secret}`;
  return body + encodeUint32Base62(crc32Ascii(body));
}

/**
 * Reads a token without any lookup. Order: length, pattern, checksum re-encoded and compared.
 * Null means malformed: the text is not a token that this program could have written.
 */
export function parseToken(text: string): ParsedToken | null {
  if (text.length < TOKEN_MIN_LENGTH || text.length > TOKEN_MAX_LENGTH) return null;
  const match = TOKEN_FORM.exec(text);
  if (match === null) return null;
  const bodyLength = text.length - CRC_LENGTH;
  if (encodeUint32Base62(crc32Ascii(text, bodyLength)) !== text.slice(bodyLength)) return null;
  return {
    prefix: match[1] as string,
    environment: match[2] as string,
    versionId: match[3] as VersionId,
  };
}

/** What may be shown or logged of a token: everything up to and with the version id. */
export function maskToken(parts: ParsedToken): string {
  return `${parts.prefix}_${parts.environment}_${parts.versionId}_••••••••`;
}
