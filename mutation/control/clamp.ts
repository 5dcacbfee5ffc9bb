/** The control of the measurement: code whose test calls it and says nothing of the answer. */
export function clamp(
  value: number,
  limit: { readonly min: number; readonly max: number },
): number {
  if (value < limit.min) return limit.min;
  if (value > limit.max) return limit.max;
  return value;
}
