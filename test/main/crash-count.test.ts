import { expect, it } from 'vitest';
import { CrashCount } from '../../src-main/crash-count.ts';

it('bears a page that ends now and then, and not one that ends at once again and again', () => {
  let nowMs = 0;
  const crashes = new CrashCount(() => nowMs);
  const each = Array.from({ length: 4 }, () => crashes.isBearable());
  expect(each).toEqual([true, true, true, false]);
  nowMs += 60_000;
  expect(crashes.isBearable()).toBe(true);
});
