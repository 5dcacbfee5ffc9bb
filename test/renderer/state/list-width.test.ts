import { describe, expect, it } from 'vitest';
import {
  allowedWidth,
  useListWidth,
  widthAfterKey,
} from '../../../src-renderer/state/list-width.ts';
import { LIST_WIDTH } from '../../../src-shared/desk/list-width.ts';
import { pagePlaceSchema } from '../../../src-shared/desk/window-place.ts';

const ROOMY = 2_000;

describe('the width of the list', () => {
  it('stays within its limits and leaves the key its room', () => {
    expect(allowedWidth(10, ROOMY)).toBe(LIST_WIDTH.least);
    expect(allowedWidth(5_000, ROOMY)).toBe(LIST_WIDTH.most);
    expect(allowedWidth(5_000, 900)).toBe(460);
    expect(allowedWidth(412.4, ROOMY)).toBe(412);
  });

  it('follows the keys of the divider, and only those', () => {
    expect(widthAfterKey(400, 'ArrowRight', ROOMY)).toBe(416);
    expect(widthAfterKey(400, 'ArrowLeft', ROOMY)).toBe(384);
    expect(widthAfterKey(LIST_WIDTH.least, 'ArrowLeft', ROOMY)).toBe(LIST_WIDTH.least);
    expect(widthAfterKey(400, 'Home', ROOMY)).toBe(LIST_WIDTH.least);
    expect(widthAfterKey(400, 'End', ROOMY)).toBe(LIST_WIDTH.most);
    expect(widthAfterKey(400, 'j', ROOMY)).toBeNull();
  });

  it('moves from what is seen where the window has no room for what is set', () => {
    expect(widthAfterKey(640, 'ArrowLeft', 900)).toBe(444);
    expect(widthAfterKey(640, 'End', 900)).toBe(460);
  });

  it('is always one that main takes', () => {
    const { listWidthPx } = pagePlaceSchema.shape;
    for (const wantedPx of [-1, 0.3, 299.9, 640.4, 1e9]) {
      useListWidth.getState().set(wantedPx);
      expect(listWidthPx.safeParse(useListWidth.getState().widthPx).success).toBe(true);
    }
    expect(listWidthPx.safeParse(641).success).toBe(false);
  });
});
