import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeEvent, matchesEvent } from '../../../src-renderer/audit/describe-event.ts';
import { kindText } from '../../../src-renderer/audit/event-words.ts';
import { words } from '../../../src-renderer/words/set-up-words.ts';
import type { LoggedEvent } from '../../../src-shared/contract/store-answers.ts';
import type { AuditEvent } from '../../../src-shared/model/store-records.ts';

const KEY = 'key_0000000000000000000001';
const OWNER = 'own_0000000000000000000001';
const NAMES = { [KEY]: 'Invoice worker', [OWNER]: 'team:payments' };

function event(part: Partial<AuditEvent>): LoggedEvent {
  const plain = {
    seq: 7,
    id: 'evt_0000000000000000000001',
    atMs: 1_790_000_000_000,
    kind: 'key.rotated',
    actor: 'local:ada',
    via: 'window',
    reason: null,
    subject: {},
    details: {},
  };
  return { log: 'store', event: { ...plain, ...part } as AuditEvent };
}

const rotated = event({
  subject: { keyId: KEY, versionId: 'QL6XSfTQbph6' } as AuditEvent['subject'],
});

describe('describeEvent', () => {
  it('names the key of a version, draws the version, and leads to the key', () => {
    expect(describeEvent(rotated, NAMES, words.t)).toMatchObject({
      kind: 'Key rotated',
      subject: {
        id: 'QL6XSfTQbph6',
        name: 'Invoice worker',
        drawnId: 'QL6XSfTQbph6',
        place: { section: 'issued', id: KEY },
      },
    });
  });

  it('names an owner, and leads nowhere', () => {
    const created = event({
      kind: 'owner.created',
      subject: { ownerId: OWNER } as AuditEvent['subject'],
    });
    expect(describeEvent(created, NAMES, words.t).subject).toEqual({
      id: OWNER,
      name: 'team:payments',
      drawnId: null,
      place: null,
    });
  });

  it('says the name that was written where the thing has gone, and leads nowhere', () => {
    const issued = event({
      kind: 'key.issued',
      subject: { keyId: KEY } as AuditEvent['subject'],
      details: { name: 'Old importer' },
    });
    const { subject } = describeEvent(issued, {}, words.t);
    expect(subject).toMatchObject({ name: 'Old importer', place: null });
  });

  it('is about nothing where the whole vault is meant', () => {
    const backup = event({ kind: 'vault.backed-up' });
    expect(describeEvent(backup, NAMES, words.t).subject).toMatchObject({ id: null, name: null });
  });
});

describe('matchesEvent', () => {
  const row = describeEvent(rotated, NAMES, words.t);

  it('finds what is shown and what is written, whatever the case', () => {
    const filters = ['invoice ROTATED', 'key.rotated', KEY, 'ada window', ''];
    expect(filters.filter((filter) => !matchesEvent(row, filter))).toEqual([]);
    expect(matchesEvent(row, 'invoice revoked')).toBe(false);
  });
});

describe('kindText', () => {
  const documented = readFileSync('docs/audit-log.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => Array.from((line.split('|')[1] ?? '').matchAll(/`([a-z]+\.[a-z-]+)`/g)))
    .map(([, kind = '']) => kind);

  it('has words for every documented kind', () => {
    expect(documented.length).toBeGreaterThan(30);
    expect(documented.filter((kind) => kindText(kind, words.t) === kind)).toEqual([]);
  });

  it('says the kind itself where it has none (control)', () => {
    expect(kindText('key.invented', words.t)).toBe('key.invented');
    expect(kindText('to.string', words.t)).toBe('to.string');
  });
});
