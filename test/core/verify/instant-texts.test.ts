import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInstantTexts } from '../../../src-core/verify/instant-texts.ts';
import { formatInstant } from '../../../src-shared/time/instant.ts';

const T0 = Date.UTC(2026, 11, 31, 23, 59, 58, 995);

describe('texts of instants', () => {
  it('are those of formatInstant, in whatever order instants come', () => {
    const near = fc.integer({ min: T0 - 3_000, max: T0 + 3_000 });
    const any = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
    fc.assert(
      fc.property(fc.array(fc.oneof(near, any), { minLength: 1, maxLength: 40 }), (instants) => {
        const write = createInstantTexts();
        expect(instants.map(write)).toEqual(instants.map(formatInstant));
      }),
    );
  });

  it('keep their three digits across the turn of a second, a day and a year', () => {
    const write = createInstantTexts();
    const instants = Array.from({ length: 2_100 }, (_, step) => T0 + step);
    expect(instants.map(write)).toEqual(instants.map(formatInstant));
  });
});
