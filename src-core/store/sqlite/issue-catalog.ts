/** APIs, owners and roles that a batch of new keys names, each looked up once in its transaction; new owners are created on the way. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { ApiId, RoleId } from '../../../src-shared/ids/ids.ts';
import { formatOwnerLabel } from '../../../src-shared/model/names.ts';
import type {
  ApiRecord,
  OwnerRecord,
  RoleRecord,
} from '../../../src-shared/model/store-records.ts';
import type { EventFacts } from '../store-events.ts';
import type { NewKey, NewOwner } from '../verification-store.ts';
import { createOwner } from './catalog-mutations.ts';
import { findApiRecord, findOwnerRecord, findRoleRecord } from './catalog-rows.ts';
import type { StoreTransaction } from './change-and-append.ts';

interface OwnerOfKey {
  readonly owner: OwnerRecord;
  /** The owner's own event, before that of the key, where it was created. */
  readonly events: readonly EventFacts[];
}

export class IssueCatalog {
  readonly #tx: StoreTransaction;
  readonly #apis = new Map<ApiId, ApiRecord>();
  readonly #owners = new Map<string, OwnerRecord>();
  readonly #roles = new Map<RoleId, RoleRecord>();

  constructor(tx: StoreTransaction) {
    this.#tx = tx;
  }

  /** Throws api/not-found, api/environment-not-found. */
  api({ apiId, environment }: Pick<NewKey, 'apiId' | 'environment'>): ApiRecord {
    const api = this.#apis.get(apiId) ?? findApiRecord(this.#tx.db, apiId);
    if (api === null || api.id !== apiId) {
      throw new KeywrightError('api/not-found', `There is no API ${apiId}`);
    }
    this.#apis.set(apiId, api);
    if (!api.environments.includes(environment)) {
      throw new KeywrightError(
        'api/environment-not-found',
        `The API "${api.name}" has no environment "${environment}"`,
        { hint: `It has ${api.environments.join(', ')}.` },
      );
    }
    return api;
  }

  owner(wanted: NewOwner): OwnerOfKey {
    const label = formatOwnerLabel(wanted);
    const known = this.#owners.get(label) ?? findOwnerRecord(this.#tx.db, label);
    if (known !== null) {
      this.#owners.set(label, known);
      return { owner: known, events: [] };
    }
    const { result, events } = createOwner(this.#tx, wanted);
    this.#owners.set(label, result);
    return { owner: result, events };
  }

  /** Throws role/not-found. */
  role(roleId: RoleId): RoleRecord {
    const role = this.#roles.get(roleId) ?? findRoleRecord(this.#tx.db, roleId);
    if (role === null || role.id !== roleId) {
      throw new KeywrightError('role/not-found', `There is no role ${roleId}`);
    }
    this.#roles.set(roleId, role);
    return role;
  }
}
