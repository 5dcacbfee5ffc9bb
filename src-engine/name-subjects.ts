/** The present names of what audit events are about: an event itself holds ids, since names may change and things may go. */

import type { VerificationStore } from '../src-core/store/verification-store.ts';
import type { Vault } from '../src-core/vault/vault.ts';
import { isId } from '../src-shared/ids/ids.ts';
import type { AuditEvent } from '../src-shared/model/store-records.ts';

interface NameDeps {
  readonly store: Pick<VerificationStore, 'findKeys' | 'listApis' | 'listOwners' | 'listRoles'>;
  readonly vault: Pick<Vault, 'find'>;
}

/** By id of key, entry, API, owner and role; what is no longer there is absent. Throws what store and vault throw. */
export async function nameSubjects(
  events: readonly AuditEvent[],
  { store, vault }: NameDeps,
): Promise<Readonly<Record<string, string>>> {
  const names = new Map<string, string>();
  for (const { id, name } of [...(await store.listApis()), ...(await store.listRoles())]) {
    names.set(id, name);
  }
  for (const { id, kind, name } of await store.listOwners()) names.set(id, `${kind}:${name}`);
  const subjects = events.map(({ subject }) => subject);
  for (const keyId of new Set(subjects.flatMap(({ keyId: id }) => id ?? []))) {
    const [key] = await store.findKeys(keyId);
    if (key !== undefined) names.set(keyId, key.name);
  }
  for (const entryId of new Set(subjects.flatMap(({ entryId: id }) => id ?? []))) {
    const entry = isId('ent', entryId) ? vault.find(entryId) : null;
    if (entry !== null) names.set(entryId, entry.overview.name);
  }
  return Object.fromEntries(names);
}
