/** What stopping a key, or one version of it, would hit, as far as the window can know: use is a minute behind, consumers are unknown. */
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { versionStanding } from '../../src-shared/lifecycle/key-status.ts';

export interface Hits {
  /** Versions that authenticate now and would no longer. */
  readonly workingVersions: number;
  /** Last valid verification of what would stop; null: never seen. */
  readonly lastUsedAtMs: number | null;
  readonly isUsedLately: boolean;
}

const LATELY_MS = 86_400_000;

/** `versionId` null: the whole key. */
export function hitsOf(view: KeyView, versionId: string | null, nowMs: number): Hits {
  const isDisabled = view.key.disabledAtMs !== null;
  const concerned = view.key.versions.filter(({ id }) => versionId === null || id === versionId);
  const working = concerned.filter((version) => versionStanding(version, nowMs) === 'usable');
  const uses = concerned.flatMap(({ id }) => view.lastUseOfVersions[id] ?? []);
  const ofKey = versionId === null && view.lastUsedAtMs !== null ? [view.lastUsedAtMs] : [];
  const all = [...uses, ...ofKey];
  const lastUsedAtMs = all.length === 0 ? null : Math.max(...all);
  return {
    workingVersions: isDisabled ? 0 : working.length,
    lastUsedAtMs,
    isUsedLately: lastUsedAtMs !== null && nowMs - lastUsedAtMs < LATELY_MS,
  };
}
