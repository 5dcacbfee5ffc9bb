/** Tokens that a caller without the secret can make from one that it knows of: well-formed, with a right checksum, never valid. */
import { BASE62_ALPHABET } from '../../../src-shared/ids/base62.ts';
import type { VersionId } from '../../../src-shared/ids/ids.ts';
import { encodeToken, parseToken } from '../../../src-shared/key-format/token.ts';

interface Parts {
  readonly prefix: string;
  readonly environment: string;
  readonly versionId: VersionId;
  readonly secret: string;
}

export function partsOf(token: string): Parts {
  const parsed = parseToken(token);
  if (parsed === null) throw new Error('not a token');
  return { ...parsed, secret: token.slice(token.lastIndexOf('_') + 1, -6) };
}

/** Another character of the alphabet. */
function other(character: string): string {
  return BASE62_ALPHABET.charAt((BASE62_ALPHABET.indexOf(character) + 1) % 62);
}

function changedAt(text: string, index: number): string {
  return text.slice(0, index) + other(text.charAt(index)) + text.slice(index + 1);
}

/** By name; the checksum of each is right. */
export function forgedTokens(token: string, otherToken: string): Record<string, string> {
  const parts = partsOf(token);
  const stranger = partsOf(otherToken);
  const forged: Record<string, string> = {
    'unknown id': encodeToken({ ...parts, versionId: 'zzzzzzzzzzzz' as VersionId }),
    'secret of another key': encodeToken({ ...parts, secret: stranger.secret }),
    'id of another key': encodeToken({ ...parts, versionId: stranger.versionId }),
    'another prefix': encodeToken({ ...parts, prefix: 'acmf' }),
    'another environment': encodeToken({ ...parts, environment: 'test' }),
    'secret of zeros': encodeToken({ ...parts, secret: '0'.repeat(43) }),
    'secret reversed': encodeToken({
      ...parts,
      secret: parts.secret.split('').toReversed().join(''),
    }),
  };
  for (let index = 0; index < parts.secret.length; index += 1) {
    forged[`secret wrong at ${index}`] = encodeToken({
      ...parts,
      secret: changedAt(parts.secret, index),
    });
  }
  for (let index = 0; index < 12; index += 1) {
    const versionId = changedAt(parts.versionId, index) as VersionId;
    forged[`id wrong at ${index}`] = encodeToken({ ...parts, versionId });
  }
  return forged;
}

/** Texts of every shape that no issuer ever wrote. */
export function malformedTokens(token: string): Record<string, string> {
  const at = token.lastIndexOf('_');
  return {
    empty: '',
    space: ' ',
    'one megabyte': 'a'.repeat(1_048_576),
    'one megabyte of the token': token.repeat(14_000),
    NUL: '\0',
    'NUL in front': `\0${token}`,
    'NUL behind': `${token}\0`,
    'NUL inside': `${token.slice(0, 20)}\0${token.slice(21)}`,
    'newline behind': `${token}\n`,
    'newline in front': `\n${token}`,
    'space behind': `${token} `,
    'scheme in front': `Bearer ${token}`,
    quoted: `"${token}"`,
    'byte order mark': `\ufeff${token}`,
    'Cyrillic a for a': token.replace('a', '\u0430'),
    'full-width underscore': token.replace('_', '\uff3f'),
    'full-width digit': `${token.slice(0, -1)}\uff11`,
    'zero-width joiner inside': `${token.slice(0, 30)}\u200d${token.slice(31)}`,
    'combining accent behind': `${token}\u0301`,
    'a lone surrogate inside': `${token.slice(0, 30)}\ud800${token.slice(31)}`,
    'characters that fold to the right bytes': token
      .split('')
      .map((character) => String.fromCharCode(character.charCodeAt(0) + 256))
      .join(''),
    'capital prefix': token.replace('acme', 'ACME'),
    'one character short': token.slice(0, -1),
    'one character long': `${token}a`,
    twice: `${token}${token}`,
    'checksum wrong': token.slice(0, -1) + other(token.slice(-1)),
    'checksum of another form': `${token.slice(0, -6)}zzzzzz`,
    'characters swapped': swapped(token, at + 3),
    'dash for underscore': token.replaceAll('_', '-'),
    'three parts': token.replace('_', ''),
    'five parts': `x_${token}`,
    'letter in the secret wrong, checksum kept': changedAt(token, at + 2),
    SQL: `' OR 1=1 --${'a'.repeat(60)}`,
    JSON: JSON.stringify({ token }),
  };
}

function swapped(token: string, from: number): string {
  let index = from;
  while (token.charAt(index) === token.charAt(index + 1)) index += 1;
  return `${token.slice(0, index)}${token.charAt(index + 1)}${token.charAt(index)}${token.slice(index + 2)}`;
}
