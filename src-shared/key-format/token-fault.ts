/** Why a text is no key, for explanations; the verifier itself only asks whether it is one (./token.ts). */
import { parseToken, TOKEN_FORM, TOKEN_MAX_LENGTH, TOKEN_MIN_LENGTH } from './token.ts';

export type TokenFault = 'white-space' | 'too-short' | 'too-long' | 'form' | 'checksum';

/** Null where the text is a key by its form; whether anybody issued it is another question. */
export function findTokenFault(text: string): TokenFault | null {
  if (parseToken(text) !== null) return null;
  if (/^\s|\s$/.test(text)) return 'white-space';
  if (text.length < TOKEN_MIN_LENGTH) return 'too-short';
  if (text.length > TOKEN_MAX_LENGTH) return 'too-long';
  return TOKEN_FORM.test(text) ? 'checksum' : 'form';
}
