/** APIs, owners and roles that a batch of new keys names, read in one statement each; owners that are not there yet are created. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { ApiId, RoleId } from '../../../src-shared/ids/ids.ts';
import { formatOwnerLabel } from '../../../src-shared/model/names.ts';
import type {
  ApiRecord,
  OwnerRecord,
  RoleRecord,
} from '../../../src-shared/model/store-records.ts';
import { type EventFacts, ownerCreated } from '../store-events.ts';
import type { NewKey, NewOwner } from '../verification-store.ts';
import { findApisById, findOwnersByLabel, findRolesById, insertNewOwners } from './catalog-rows.ts';
import type { StoreTransaction } from './change-and-append.ts';
import { writeBatch } from './write-batch.ts';

interface OwnerOfKey {
  readonly owner: OwnerRecord;
  /** The owner's own event, before that of the first key that names it, where it was created. */
  readonly events: readonly EventFacts[];
}

/** Throws the fault of the owner of a key as that of the key. */
export type RefuseOwner = (label: string, fault: unknown) => never;

export class IssueCatalog {
  readonly #apis: ReadonlyMap<ApiId, ApiRecord>;
  readonly #roles: ReadonlyMap<RoleId, RoleRecord>;
  readonly #owners = new Map<string, OwnerRecord>();
  /** Owners whose event was not told yet. */
  readonly #created = new Set<string>();

  private constructor(apis: readonly ApiRecord[], roles: readonly RoleRecord[]) {
    this.#apis = new Map(apis.map((api) => [api.id, api]));
    this.#roles = new Map(roles.map((role) => [role.id, role]));
  }

  static async read(tx: StoreTransaction, keys: readonly NewKey[]): Promise<IssueCatalog> {
    const apiIds = [...new Set(keys.map(({ apiId }) => apiId))];
    const roleIds = [...new Set(keys.flatMap((key) => key.roleIds))];
    const roles = roleIds.length === 0 ? [] : await findRolesById(tx.ask, roleIds);
    return new IssueCatalog(await findApisById(tx.ask, apiIds), roles);
  }

  /** Throws api/not-found, api/environment-not-found. */
  api({ apiId, environment }: Pick<NewKey, 'apiId' | 'environment'>): ApiRecord {
    const api = this.#apis.get(apiId);
    if (api === undefined) throw new KeywrightError('api/not-found', `There is no API ${apiId}`);
    if (!api.environments.includes(environment)) {
      throw new KeywrightError(
        'api/environment-not-found',
        `The API "${api.name}" has no environment "${environment}"`,
        { hint: `It has ${api.environments.join(', ')}.` },
      );
    }
    return api;
  }

  /** Throws role/not-found. */
  role(roleId: RoleId): RoleRecord {
    const role = this.#roles.get(roleId);
    if (role === undefined) {
      throw new KeywrightError('role/not-found', `There is no role ${roleId}`);
    }
    return role;
  }

  /** Creates what is missing, in the order of labels: two batches never wait for each other's owners. */
  async createOwners(
    tx: StoreTransaction,
    wanted: readonly NewOwner[],
    refuse: RefuseOwner,
  ): Promise<void> {
    const byLabel = new Map(wanted.toReversed().map((owner) => [formatOwnerLabel(owner), owner]));
    this.#take(await findOwnersByLabel(tx.ask, [...byLabel.values()]));
    const missing = [...byLabel]
      .filter(([label]) => !this.#owners.has(label))
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([, owner]) => owner);
    if (missing.length === 0) return;
    await writeBatch(tx, {
      items: missing,
      write: async (owners) => {
        const created = await insertNewOwners(tx.ask, owners, tx.nowMs);
        this.#take(created);
        for (const owner of created) this.#created.add(formatOwnerLabel(owner));
      },
      refuse: (owner, fault) => refuse(formatOwnerLabel(owner), fault),
    });
    // What another program has created meanwhile is there now.
    this.#take(await findOwnersByLabel(tx.ask, missing));
  }

  #take(owners: readonly OwnerRecord[]): void {
    for (const owner of owners) this.#owners.set(formatOwnerLabel(owner), owner);
  }

  /** To be asked key by key, in their order, once the owners are there. */
  owner(wanted: NewOwner): OwnerOfKey {
    const label = formatOwnerLabel(wanted);
    const owner = this.#owners.get(label);
    if (owner === undefined) throw new Error(`the owner ${label} was not created`);
    const isNew = this.#created.delete(label);
    return { owner, events: isNew ? [ownerCreated(owner)] : [] };
  }
}
