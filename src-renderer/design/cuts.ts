/**
 * The cuts of the small key that stands for a version: five depths from 0 to 4, read from its id. Neighbours never differ by more than
 * a real blade allows, so that every key looks like one that could turn.
 */
const CUTS = 5;
const DEPTHS = 5;
const STEEPEST = 3;

export function cutsOf(id: string): readonly number[] {
  let state = 2_166_136_261;
  const cuts: number[] = [];
  for (let index = 0; index < CUTS; index += 1) {
    for (const char of `${index}${id}`) {
      state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
    }
    const wanted = (state >>> 9) % DEPTHS;
    const before = cuts.at(-1) ?? wanted;
    cuts.push(Math.min(before + STEEPEST, Math.max(before - STEEPEST, wanted)));
  }
  return cuts;
}
