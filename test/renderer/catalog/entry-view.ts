/** An entry to test with: one of another service, in use, that never ends. */
import type { EntryView } from '../../../src-shared/contract/engine-answers.ts';
import { findDue } from '../../../src-shared/rotation/due.ts';

export const NOW_MS = Date.UTC(2027, 0, 1);
export const DAY_MS = 86_400_000;

type Facts = Partial<Omit<EntryView, 'due'>> & { readonly name: string };

/** Due as the engine says: by its expiry, or by the maximum age of its policy. */
export function entryView(facts: Facts): EntryView {
  const view = {
    entryId: `ent_${facts.name}`,
    kind: 'api-key',
    tags: [],
    url: null,
    notes: null,
    masked: null,
    version: 1,
    createdAtMs: NOW_MS,
    changedAtMs: NOW_MS,
    rotatedAtMs: NOW_MS,
    expiresAtMs: null,
    lastUsedAtMs: null,
    deletedAtMs: null,
    keyId: null,
    versionId: null,
    api: null,
    environment: null,
    owner: null,
    policy: null,
    status: 'ok',
    ...facts,
  } as const;
  return { ...view, due: findDue(view, view.policy) };
}
