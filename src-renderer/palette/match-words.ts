/**
 * How well a text answers what was typed: every letter in order, words and their beginnings first. Null: it does not. Higher is better.
 */
export function matchScore(text: string, typed: string): number | null {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return 0;
  const lower = text.toLowerCase();
  const at = lower.indexOf(wanted);
  if (at === 0) return 1_000;
  if (at > 0) return (/[\s:._-]/.test(lower[at - 1] ?? '') ? 900 : 700) - at;
  return scatteredScore(lower, wanted);
}

function scatteredScore(text: string, wanted: string): number | null {
  let from = 0;
  let score = 500;
  for (const letter of wanted.replaceAll(/\s/g, '')) {
    const found = text.indexOf(letter, from);
    if (found === -1) return null;
    score -= found - from;
    from = found + 1;
  }
  return score;
}
