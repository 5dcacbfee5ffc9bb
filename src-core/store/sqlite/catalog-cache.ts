/**
 * What keys share: APIs, owners, peppers and roles, kept as of one head of the log. Every change of the store moves its head
 * ([Note: one mutation, one event]), so that while the head is the same the rows are; with another head all of them are read anew.
 */
import type { ApiId, OwnerId, PepperId, RoleId } from '../../../src-shared/ids/ids.ts';
import type { OwnerLabel } from '../../../src-shared/model/names.ts';
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { parseTextList } from '../rows/json-columns.ts';
import type { CatalogNames, CatalogRows } from '../rows/stored-version-row.ts';
import type { StoredVersion } from '../verification-store.ts';

export interface CatalogCache {
  /** Null where any of the rows is not at hand as of the head that is named. */
  find(names: CatalogNames): CatalogRows | null;
  /** Reads what is missing; in the read transaction that the names were read in. Throws store/damaged. */
  load(names: CatalogNames): CatalogRows;
}

/** Rows of one kind, at most; past it they are forgotten with all others. */
const MAX_ROWS = 10_000;

type Role = StoredVersion['roles'][number];

export function createCatalogCache(db: SqliteDatabase): CatalogCache {
  const statements = prepareStatements(db);
  let headSeq: number | null = null;
  const rows = new Map<string, CatalogRows>();

  const nameOf = ({ api_id, owner_id, pepper_id, role_ids }: CatalogNames): string =>
    `${api_id} ${owner_id} ${pepper_id} ${role_ids ?? ''}`;

  function readRoles(roleIds: string | null): StoredVersion['roles'] | undefined {
    if (roleIds === null) return [];
    const roles: Role[] = [];
    for (const id of roleIds.split(' ')) {
      const row = statements.role.get(id as RoleId);
      if (row === undefined) return undefined;
      roles.push({ name: row.name, permissions: parseTextList(row.permissions) });
    }
    return roles.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  }

  return {
    find: (names) => (names.head_seq === headSeq ? (rows.get(nameOf(names)) ?? null) : null),
    load(names) {
      if (names.head_seq !== headSeq || rows.size >= MAX_ROWS) rows.clear();
      headSeq = names.head_seq;
      const found: CatalogRows = {
        apiName: statements.api.get(names.api_id),
        owner: statements.owner.get(names.owner_id),
        pepperCheck: statements.pepper.get(names.pepper_id),
        roles: readRoles(names.role_ids),
      };
      rows.set(nameOf(names), found);
      return found;
    },
  };
}

function prepareStatements(db: SqliteDatabase) {
  return {
    api: db.prepare<[ApiId]>('SELECT name FROM apis WHERE id = ?').pluck(),
    owner: db.prepare<[OwnerId], OwnerLabel>('SELECT kind, name FROM owners WHERE id = ?'),
    pepper: db.prepare<[PepperId]>('SELECT check_value FROM peppers WHERE id = ?').pluck(),
    role: db.prepare<[RoleId], { readonly name: string; readonly permissions: string }>(
      'SELECT name, permissions FROM roles WHERE id = ?',
    ),
  };
}
