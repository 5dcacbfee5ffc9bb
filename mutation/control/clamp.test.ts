import { expect, it } from 'vitest';
import { clamp } from './clamp.ts';

it('calls the code and says nothing of its answer', () => {
  expect(clamp(5, { min: 1, max: 3 })).toBeDefined();
});
