import { describe, expect, it } from 'vitest';
import { nextSize, TEXT_SIZES } from '../../../src-renderer/palette/text-size.ts';
import { preferencesSchema } from '../../../src-shared/desk/preferences.ts';

describe('the size of text', () => {
  it('goes through every size and stays at either end', () => {
    expect(nextSize(1, 1)).toBe(1.1);
    expect(nextSize(1, -1)).toBe(0.9);
    expect(nextSize(1.2, 1)).toBe(1.25);
    expect(nextSize(2, 1)).toBe(2);
    expect(nextSize(0.8, -1)).toBe(0.8);
  });

  it('is within what the preferences take', () => {
    const { zoom } = preferencesSchema.shape;
    expect(TEXT_SIZES.filter((size) => !zoom.safeParse(size).success)).toEqual([]);
    expect(zoom.safeParse(4).success).toBe(false);
  });
});
