import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import { useAnswer } from '../state/answer.ts';

/** How many keys that are not revoked belong to each of what `ids` names; absent: none. */
export function useKeyCounts(
  ids: (key: KeyRecord) => string | readonly string[],
): ReadonlyMap<string, number> {
  const { answer } = useAnswer('key:list', {});
  const counts = new Map<string, number>();
  for (const { key } of answer?.items ?? []) {
    if (key.revokedAtMs !== null) continue;
    for (const id of [ids(key)].flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
