import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDeepLink, parseDeepLink } from '../../../src-main/links/deep-link.ts';
import { Itinerary } from '../../../src-main/links/itinerary.ts';
import type { Destination } from '../../../src-shared/desk/main-calls.ts';

const ID = '0123456789ABCDEFGHIJkl';
const KEY = { kind: 'key', id: `key_${ID}` } as const;
const ENTRY = { kind: 'entry', id: `ent_${ID}` } as const;

describe('parseDeepLink', () => {
  it('reads a link to a key and one to an entry', () => {
    expect(parseDeepLink(`keywright://key/key_${ID}`)).toEqual(KEY);
    expect(parseDeepLink(`keywright://entry/ent_${ID}`)).toEqual(ENTRY);
  });

  it.each([
    [`keywright://reveal/key_${ID}`],
    [`keywright://key/ent_${ID}`],
    [`keywright://key/key_${ID}/reveal`],
    [`keywright://key/key_${ID}?copy=1`],
    [`keywright://key/key_${ID}#x`],
    [`keywright://key/key_${ID}\n`],
    [`keywright://key/../key_${ID}`],
    [`KEYWRIGHT://key/key_${ID}`],
    [`https://key/key_${ID}`],
    [`keywright://user@key/key_${ID}`],
    [''],
    ['--inspect'],
    [null],
    [{ toString: (): string => `keywright://key/key_${ID}` }],
  ])('an address that is not exactly one of the two forms leads nowhere: %j', (text) => {
    expect(parseDeepLink(text)).toBeNull();
  });

  it('nothing made up leads anywhere, and nothing throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => {
        expect(parseDeepLink(text)).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it('is found among the arguments of a start', () => {
    expect(findDeepLink(['electron', '.', '--x', `keywright://key/key_${ID}`])).toEqual(KEY);
    expect(findDeepLink(['electron', '.'])).toBeNull();
  });
});

describe('Itinerary', () => {
  function make() {
    const gone: Destination[] = [];
    const state = { isOpen: false };
    const itinerary = new Itinerary({ isOpen: () => state.isOpen, go: (to) => gone.push(to) });
    return { gone, state, itinerary };
  }

  it('goes at once while the vault is open', () => {
    const { gone, state, itinerary } = make();
    state.isOpen = true;
    itinerary.want(KEY);
    expect(gone).toEqual([KEY]);
    expect(itinerary.waiting).toBeNull();
  });

  it('goes nowhere while it is locked, and to the last wish once after the unlock', () => {
    const { gone, itinerary } = make();
    itinerary.want(KEY);
    itinerary.want(ENTRY);
    expect(gone).toEqual([]);
    expect(itinerary.waiting).toEqual(ENTRY);
    itinerary.replay();
    itinerary.replay();
    expect(gone).toEqual([ENTRY]);
  });
});
