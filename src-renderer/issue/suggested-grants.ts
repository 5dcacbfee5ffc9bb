/** Permissions worth offering: those that keys and roles hold already. Keys of the same API come first, then what is held most. */
import type { IssueFacts } from './issue-draft.ts';

const MOST = 40;
/** One key of the same API outweighs any number of others that a person could tell apart. */
const SAME_API_WEIGHT = 1_000;

export function suggestedGrants(facts: IssueFacts, api: string): readonly string[] {
  const weights = new Map<string, number>();
  const count = (grants: readonly string[], weight: number): void => {
    for (const grant of grants) weights.set(grant, (weights.get(grant) ?? 0) + weight);
  };
  for (const { key } of facts.keys) {
    count(key.permissions, key.api.name === api ? SAME_API_WEIGHT : 1);
  }
  for (const { permissions } of facts.roles) count(permissions, 1);
  return [...weights]
    .toSorted(
      ([left, leftWeight], [right, rightWeight]) =>
        rightWeight - leftWeight || (left < right ? -1 : 1),
    )
    .slice(0, MOST)
    .map(([grant]) => grant);
}
