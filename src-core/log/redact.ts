/**
 * Takes secrets out of a log line before it is written, whatever object, message or stack they came in: our tokens and recovery codes
 * by their form, credentials by the header or field they stand in. The id of a token stays: it is the only part that may be logged.
 * Runs in time linear in the line, which may be hostile.
 */
import { maskProperties } from './mask-properties.ts';

/** The end of a token, cut off or not: `_<id>_` and more of the alphabet. */
const TOKEN_TAIL = /(_[0-9A-Za-z]{12}_)[0-9A-Za-z]{6,}/g;
/** The separators percent-encoded, as in a URL that was encoded once or twice. */
const ENCODED_TOKEN_TAIL = /(%(?:25)?5[Ff][0-9A-Za-z]{12}%(?:25)?5[Ff])[0-9A-Za-z]{6,}/g;
/** A recovery code as it is printed, or a good part of one: groups of four. */
const RECOVERY_CODE = /\b(?:[0-9A-Za-z]{4}-){5,}[0-9A-Za-z]{1,4}/g;
const AUTHORIZATION = /\b(Bearer|Basic|Digest|Negotiate)((?:\s|%20|\+|:){1,8})[^\s"'\\,;)&]+/gi;
const SECRET_NAMES =
  'authorization|proxy-authorization|x-api-key|api[-_]?key|cookie|set-cookie|token|access[-_]?token|' +
  'server[-_]?token|password|passphrase|passwd|secret|client[-_]?secret|recovery[-_]?code|pepper';
const PROPERTY_NAME = new RegExp(`(?:${SECRET_NAMES})(\\\\{0,15})"\\s?:\\s?\\1"`, 'gi');
const SECRET_PARAMETER = new RegExp(`([?&](?:${SECRET_NAMES}|key)=)[^&\\s"'\\\\#]+`, 'gi');
/** `Name: value` in plain text; the line before it may end in an escape that JSON made of its newline. */
const SECRET_HEADER_LINE =
  /((?:\b|\\[nrt])(?:authorization|proxy-authorization|x-api-key|cookie|set-cookie|password|passphrase)\s?[:=]\s?)[^\s"'\\,;][^"'\\]*/gi;

export const MASK = '[redacted]';

/** The text with every secret that can be recognised replaced by `[redacted]`; valid JSON stays valid JSON. */
export function redactSecrets(text: string): string {
  return maskProperties(text, PROPERTY_NAME, MASK)
    .replace(TOKEN_TAIL, `$1${MASK}`)
    .replace(ENCODED_TOKEN_TAIL, `$1${MASK}`)
    .replace(RECOVERY_CODE, MASK)
    .replace(AUTHORIZATION, `$1$2${MASK}`)
    .replace(SECRET_PARAMETER, `$1${MASK}`)
    .replace(SECRET_HEADER_LINE, `$1${MASK}`);
}
