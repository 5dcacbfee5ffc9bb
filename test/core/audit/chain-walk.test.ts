/** What the walk says of each way in which a log can stop fitting, on a log of five events that is held in hand. */
import { describe, expect, it } from 'vitest';
import { chainHash, eventMac, genesisHash } from '../../../src-core/audit/audit-chain.ts';
import type { EventDraft } from '../../../src-core/audit/canonical-event.ts';
import { type ChainBreak, ChainWalk } from '../../../src-core/audit/chain-walk.ts';
import { type SignedCheckpoint, signCheckpoint } from '../../../src-core/audit/checkpoint.ts';
import type { ChainedEvent } from '../../../src-core/store/verification-store.ts';
import { fixedStoreKeys, STORE_ID } from '../store/store-fixture.ts';

const KEYS = fixedStoreKeys();
const { signingKey } = KEYS;
const GENESIS = { seq: 0, hash: genesisHash(STORE_ID), atUs: 0 };

function logOf(length: number): ChainedEvent[] {
  const events: ChainedEvent[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const draft = {
      id: `evt_${'e'.repeat(21)}${seq}`,
      kind: 'key.issued',
      actor: 'local:tester',
      via: 'cli',
      reason: null,
      subject: {},
      details: {},
    } as unknown as EventDraft;
    const [atUs, mac] = [seq * 1_000, eventMac(KEYS.auditKey, draft)];
    const hash = chainHash(events.at(-1)?.hash ?? GENESIS.hash, { seq, atUs, mac });
    events.push({ ...draft, seq, atMs: seq, atUs, mac, hash });
  }
  return events;
}

const LOG = logOf(5);
const at = (seq: number): ChainedEvent => LOG[seq - 1] as ChainedEvent;
const headOf = (event: ChainedEvent) => ({ seq: event.seq, hash: event.hash, atUs: event.atUs });
const signed = (seq: number, change: object = {}): SignedCheckpoint =>
  signCheckpoint({ storeId: STORE_ID, ...headOf(at(seq)), ...change }, signingKey);

interface Walked {
  readonly events?: readonly ChainedEvent[];
  readonly checkpoints?: readonly SignedCheckpoint[];
  readonly head?: { readonly seq: number; readonly hash: Buffer; readonly atUs: number };
  readonly keys?: typeof KEYS | null;
}

function walk({ events = LOG, checkpoints = [], head, keys = KEYS }: Walked) {
  const walking = new ChainWalk(STORE_ID, keys, checkpoints);
  let broken: ChainBreak | null = null;
  for (const event of events) broken ??= walking.add(event);
  broken ??= walking.finish(head ?? headOf(at(5)));
  return { broken, seq: walking.seq, seen: walking.checkpointsSeen };
}

const changed = (seq: number, change: Partial<ChainedEvent>): ChainedEvent[] =>
  LOG.map((event) => (event.seq === seq ? { ...event, ...change } : event));

describe('walking along a log', () => {
  it('finds nothing in one that fits, also an empty one, with its checkpoints', () => {
    const checkpoints = [signed(2), signed(2), signed(5)];
    expect(walk({ checkpoints })).toEqual({ broken: null, seq: 5, seen: 3 });
    expect(walk({ events: [], head: GENESIS })).toEqual({ broken: null, seq: 0, seen: 0 });
  });

  it.each([
    ['a gap', 3, 'Event 3 is missing; the next one is 4.', LOG.toSpliced(2, 1)],
    [
      'a time that stands still',
      3,
      'Its time is not later than that of the event before.',
      changed(3, { atUs: 2_000 }),
    ],
    [
      'another content',
      3,
      'Its content is not what was recorded.',
      changed(3, { actor: 'local:else' }),
    ],
    ['another mac', 3, 'Its content is not what was recorded.', changed(3, { mac: at(4).mac })],
    [
      'another hash',
      3,
      'Its hash does not follow from the event before, its number, time and content.',
      changed(3, { hash: at(4).hash }),
    ],
    [
      'another time',
      3,
      'Its hash does not follow from the event before, its number, time and content.',
      changed(3, { atUs: 3_001 }),
    ],
  ])('stops at %s', (...[, seq, why, events]) => {
    expect(walk({ events })).toMatchObject({ broken: { seq, why }, seq: seq - 1 });
  });

  it('takes a content for granted without the keys, but no link', () => {
    expect(walk({ events: changed(3, { actor: 'local:else' }), keys: null }).broken).toBeNull();
    expect(walk({ events: changed(3, { mac: Buffer.alloc(32) }), keys: null }).broken?.seq).toBe(3);
  });

  it.each([
    ['another hash', { hash: Buffer.alloc(32) }],
    ['another time', { atUs: 4_001 }],
  ])('stops at the event whose checkpoint has %s', (_name, change) => {
    const why = 'The log up to this event is not the one that was signed in its checkpoint.';
    const expected = { broken: { seq: 4, why }, seq: 3, seen: 1 };
    const checkpoints = [signed(2), signed(4, change), signed(5)];
    expect(walk({ checkpoints })).toEqual(expected);
    expect(walk({ checkpoints, keys: null })).toEqual(expected);
  });

  it('stops at a checkpoint that was not signed, which only the keys show', () => {
    const checkpoints = [{ ...signed(4), signature: Buffer.alloc(64) }];
    const why = 'The checkpoint of this event is not signed by this store.';
    expect(walk({ checkpoints }).broken).toEqual({ seq: 4, why });
    expect(walk({ checkpoints, keys: null })).toEqual({ broken: null, seq: 5, seen: 1 });
  });

  it.each([
    ['further on', { ...headOf(at(5)), seq: 6 }, 6, 'Event 6 is missing; the head is 6.'],
    ['further back', headOf(at(4)), 5, 'The head of the store is event 4.'],
    [
      'of another hash',
      { ...headOf(at(5)), hash: at(4).hash },
      5,
      'The head of the store does not fit its last event.',
    ],
    [
      'of another time',
      { ...headOf(at(5)), atUs: 5_001 },
      5,
      'The head of the store does not fit its last event.',
    ],
  ])('finds a head that is %s', (...[, head, seq, why]) => {
    expect(walk({ head }).broken).toEqual({ seq, why });
  });

  it('misses what was signed and cut off, the furthest of it', () => {
    const events = LOG.slice(0, 3);
    const checkpoints = [signed(2), signed(5), signed(4)];
    const why = 'Event 4 is missing; the log was signed up to 5.';
    expect(walk({ events, checkpoints, head: headOf(at(3)) }).broken).toEqual({ seq: 4, why });
  });
});
