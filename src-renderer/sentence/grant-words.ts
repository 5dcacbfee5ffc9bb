/** A grant as a person would say it: `invoices.read@acme` → "read invoices of acme". Names with no verb are quoted as they are. */
import type { TFunction } from 'i18next';
import { parseGrant } from '../../src-shared/permission/grant.ts';

const VERBS: ReadonlySet<string> = new Set([
  'read',
  'write',
  'create',
  'update',
  'delete',
  'list',
  'send',
  'view',
  'edit',
  'manage',
  'search',
  'export',
  'import',
  'approve',
  'cancel',
  'refund',
  'publish',
  'issue',
  'revoke',
  'rotate',
  'verify',
  'use',
  'run',
  'pay',
  'upload',
  'download',
  'invite',
  'sign',
]);

/** Throws usage/invalid-permission, as parseGrant. */
export function grantWords(text: string, t: TFunction): string {
  const { segments, isDeep, resource } = parseGrant(text);
  const words = nameWords(segments, isDeep, t);
  return resource === null || resource === '*'
    ? words
    : t('sentence.ofResource', { text: words, resource });
}

function nameWords(segments: readonly string[], isDeep: boolean, t: TFunction): string {
  const thing = (parts: readonly string[]): string =>
    parts.every((part) => part === '*')
      ? t('sentence.anything')
      : parts.map((part) => (part === '*' ? t('sentence.any') : part)).join(' ');
  const isAll = segments.every((segment) => segment === '*');
  if (isAll) return t('sentence.everything');
  if (isDeep) return t('sentence.anythingUnder', { thing: thing(segments) });
  const last = segments.at(-1) ?? '';
  const before = segments.slice(0, -1);
  if (last === '*') return t('sentence.anythingWith', { thing: thing(before) });
  if (VERBS.has(last) && before.length > 0) {
    return t('sentence.doThing', { verb: last, thing: thing(before) });
  }
  return t('sentence.useThing', { thing: segments.join('.') });
}
