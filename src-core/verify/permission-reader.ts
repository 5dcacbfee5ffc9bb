/** Reads permission queries, remembering the last ones: a service asks the same few again and again. */
import {
  type PermissionQuery,
  parsePermissionQuery,
} from '../../src-shared/permission/permission-query.ts';

/** Undefined (nothing was asked) is null; null itself is no query. Throws usage/invalid-permission; nothing invalid is remembered. */
export type PermissionReader = (json: unknown) => PermissionQuery | null;

const MAX_REMEMBERED = 512;
const MAX_REMEMBERED_LENGTH = 1_024;

export function createPermissionReader(): PermissionReader {
  /** By the permission itself where it is the only one asked for, as a text or as a list of one, which mean the same. */
  const alone = createMemory();
  /** By JSON text. */
  const composed = createMemory();

  return (json) => {
    if (json === undefined) return null;
    const single = singleOf(json);
    const [memory, name] = single === null ? [composed, JSON.stringify(json)] : [alone, single];
    const known = memory.get(name);
    if (known !== undefined) return known;
    const query = parsePermissionQuery(json);
    memory.keep(name, query);
    return query;
  };
}

function singleOf(json: unknown): string | null {
  const asked: unknown = Array.isArray(json) && json.length === 1 ? json[0] : json;
  return typeof asked === 'string' ? asked : null;
}

interface Memory {
  get(name: string): PermissionQuery | undefined;
  keep(name: string, query: PermissionQuery): void;
}

function createMemory(): Memory {
  const remembered = new Map<string, PermissionQuery>();
  return {
    get: (name) => remembered.get(name),
    keep(name, query) {
      if (name.length > MAX_REMEMBERED_LENGTH) return;
      remembered.set(name, query);
      if (remembered.size <= MAX_REMEMBERED) return;
      remembered.delete(remembered.keys().next().value as string);
    },
  };
}
