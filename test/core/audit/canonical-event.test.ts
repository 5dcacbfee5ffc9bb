import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainHash, eventMac, genesisHash } from '../../../src-core/audit/audit-chain.ts';
import {
  type EventDraft,
  encodeCanonicalEvent,
  encodeDetails,
} from '../../../src-core/audit/canonical-event.ts';
import { SecretBytes } from '../../../src-core/secret/secret-bytes.ts';

const EVENT = {
  id: `evt_${'a'.repeat(22)}`,
  kind: 'key.issued',
  actor: 'local:zoë',
  via: 'cli',
  reason: null,
  subject: { keyId: `key_${'k'.repeat(22)}`, versionId: 'v'.repeat(12) },
  details: { zone: ['a', ''], count: -2, isLeaked: false, note: null, also: true, name: 'é' },
} as unknown as EventDraft;

function lp(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

describe('the canonical event', () => {
  it('is the bytes that docs/audit-log.md describes', () => {
    const absent = Buffer.from([0]);
    const present = Buffer.from([1]);
    const expected = Buffer.concat([
      ...['kw.audit.event.v1', EVENT.id, 'key.issued', 'local:zoë', 'cli'].map(lp),
      absent,
      absent,
      absent,
      absent,
      present,
      lp(`key_${'k'.repeat(22)}`),
      present,
      lp('vvvvvvvvvvvv'),
      absent,
      Buffer.from([0, 0, 0, 6]),
      lp('also'),
      Buffer.from('t'),
      lp('count'),
      Buffer.from('i'),
      Buffer.from('fffffffffffffffe', 'hex'),
      lp('isLeaked'),
      Buffer.from('f'),
      lp('name'),
      Buffer.from('s'),
      lp('é'),
      lp('note'),
      Buffer.from('n'),
      lp('zone'),
      Buffer.from('l'),
      Buffer.from([0, 0, 0, 2]),
      lp('a'),
      lp(''),
    ]);
    expect(encodeCanonicalEvent(EVENT).toString('hex')).toBe(expected.toString('hex'));
  });

  it('does not depend on the order in which details were written', () => {
    const turned = Object.fromEntries(Object.entries(EVENT.details).toReversed());
    expect(encodeCanonicalEvent({ ...EVENT, details: turned })).toEqual(
      encodeCanonicalEvent(EVENT),
    );
    expect(encodeDetails(turned)).toBe(encodeDetails(EVENT.details));
  });

  it('differs for any two different details, so that none can be moved into another', () => {
    const value = fc.oneof(
      fc.constantFrom(null, true, false, 0, 1, '0', '1', '', 'true', 'null'),
      fc.string({ maxLength: 4 }),
      fc.integer(),
      fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }),
    );
    const details = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), value, { maxKeys: 3 });
    const property = fc.property(details, details, (one, other) => {
      const isSame = encodeDetails(one) === encodeDetails(other);
      const encoded = (of: typeof one) =>
        encodeCanonicalEvent({ ...EVENT, details: of }).toString('hex');
      return isSame === (encoded(one) === encoded(other));
    });
    expect(fc.defaultReportMessage(fc.check(property, { numRuns: 2_000 }))).toBeUndefined();
  });

  it('refuses a number that is no integer, rather than round it', () => {
    const details = { share: 0.5 };
    expect(() => encodeCanonicalEvent({ ...EVENT, details })).toThrow(RangeError);
  });
});

describe('the chain', () => {
  it('follows the formulas of docs/audit-log.md', () => {
    const storeId = `sto_${'s'.repeat(22)}` as never;
    const sha = (...parts: (string | Buffer)[]) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest('hex');
    };
    const genesis = genesisHash(storeId);
    expect(genesis.toString('hex')).toBe(sha('kw.audit.genesis.v1\0', storeId));
    const key = Buffer.alloc(32, 7);
    const mac = eventMac(new SecretBytes(Buffer.from(key)), EVENT);
    const expectedMac = createHmac('sha256', key).update(encodeCanonicalEvent(EVENT)).digest();
    expect(mac).toEqual(expectedMac);
    const step = { seq: 258, atUs: 1_767_225_600_000_001, mac };
    const numbers = Buffer.from('00000000000001020006474846204001', 'hex');
    expect(BigInt(step.atUs).toString(16)).toBe('6474846204001');
    expect(chainHash(genesis, step).toString('hex')).toBe(
      sha('kw.audit.v1', genesis, numbers, mac),
    );
  });
});
