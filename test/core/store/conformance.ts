/** The suite that every adapter of the verification store must pass, on its real database. Written against the port alone. */
import { afterEach, beforeEach, describe } from 'vitest';
import { describeBatch } from './conformance/batch.ts';
import { describeCatalog } from './conformance/catalog.ts';
import { describeClock } from './conformance/clock.ts';
import { describeEvents } from './conformance/events.ts';
import { describeGrace } from './conformance/grace.ts';
import { describeHistories } from './conformance/histories.ts';
import { describeIssuing } from './conformance/issuing.ts';
import { describeReader } from './conformance/reader.ts';
import { describeRevocation } from './conformance/revocation.ts';
import { describeRotation } from './conformance/rotation.ts';
import { type Bench, StoreBench, type StoreFactory } from './conformance/store-under-test.ts';

/** `share`: of the random cases that an embedded store is given, where each costs more; at least 50 are left. */
export function describeVerificationStore(name: string, factory: StoreFactory, share = 1): void {
  describe(`${name}: the verification store`, () => {
    let bench: StoreBench | null = null;
    beforeEach(async () => {
      bench = new StoreBench(await factory());
    });
    afterEach(async () => {
      await bench?.under.remove();
      bench = null;
    });
    const current: Bench = () => {
      if (bench === null) throw new Error('no store is open');
      return bench;
    };
    describeCatalog(current);
    describeIssuing(current);
    describeBatch(current);
    describeRotation(current);
    describeRevocation(current);
    describeEvents(current);
    describeClock(current);
    describeReader(current);
  });
  describe(`${name}: properties of the verification store`, () => {
    describeGrace(factory, share);
    describeHistories(factory);
  });
}
