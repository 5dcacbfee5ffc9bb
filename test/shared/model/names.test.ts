import { describe, expect, it } from 'vitest';
import {
  formatOwnerLabel,
  parseEnvironment,
  parseOwnerLabel,
  parsePrefix,
  parseSlug,
  parseTitle,
} from '../../../src-shared/model/names.ts';
import { codeOf } from '../../code-of.ts';

const REFUSED = 'usage/invalid-name';

describe('names', () => {
  it('refuse prefixes that are reserved or begin the keys of other issuers', () => {
    expect(parsePrefix('acme')).toBe('acme');
    for (const text of ['kw', 'ghp', 'sk', 'a', '1a', 'Acme', 'ac_me', 'a'.repeat(17), '']) {
      expect(codeOf(() => parsePrefix(text))).toBe(REFUSED);
    }
  });

  it('keep environments short and plain', () => {
    expect(parseEnvironment('live')).toBe('live');
    for (const text of ['', 'l', 'Live', 'live-eu', 'x'.repeat(13)]) {
      expect(codeOf(() => parseEnvironment(text))).toBe(REFUSED);
    }
  });

  it('read owners as kind:name', () => {
    expect(parseOwnerLabel('team:payments')).toEqual({ kind: 'team', name: 'payments' });
    expect(formatOwnerLabel(parseOwnerLabel('person:ann@example.org'))).toBe(
      'person:ann@example.org',
    );
    for (const text of [
      'payments',
      'group:x',
      'team:',
      ':x',
      'team:a b',
      'team:../x',
      `team:${'x'.repeat(129)}`,
    ]) {
      expect(codeOf(() => parseOwnerLabel(text))).toBe(REFUSED);
    }
  });

  it('refuse titles that could hide or forge text', () => {
    expect(parseTitle('Stripe · live, EU', 'entry name')).toBe('Stripe · live, EU');
    for (const text of [
      '',
      ' a',
      'a ',
      'a\nb',
      'a\u0000b',
      'a\u202Eb',
      '\u200Ba',
      'x'.repeat(201),
      'a\u2028b',
      'key_0123456789abcdefghijkl',
    ]) {
      expect(codeOf(() => parseTitle(text, 'entry name'))).toBe(REFUSED);
    }
  });

  it('keep API and role names to plain slugs', () => {
    expect(parseSlug('acme-v2', 'API name')).toBe('acme-v2');
    for (const text of ['', 'Acme', 'a b', '-a', 'x'.repeat(65)]) {
      expect(codeOf(() => parseSlug(text, 'API name'))).toBe(REFUSED);
    }
  });
});
