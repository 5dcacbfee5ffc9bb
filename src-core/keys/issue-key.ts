/**
 * Issuing a key: everything that is checked and made before the store commits. Preparing and committing are two calls, because the
 * vault seals its copy between them (docs/architecture.md, "Two files, one truth").
 */
import type { IssueInput, IssueManyInput } from '../../src-shared/contract/engine-calls.ts';
import { clip } from '../../src-shared/error/clip.ts';
import { forItem } from '../../src-shared/error/for-item.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { isId, type RoleId, type VersionId } from '../../src-shared/ids/ids.ts';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import { formatOwnerLabel, parseOwnerLabel, parseTitle } from '../../src-shared/model/names.ts';
import type { ApiRecord, KeyRecord } from '../../src-shared/model/store-records.ts';
import { parseGrant } from '../../src-shared/permission/grant.ts';
import { bulkRandom } from '../runtime/bulk-random.ts';
import { newId } from '../runtime/random.ts';
import type { MutationContext, NewKey, NewOwner } from '../store/verification-store.ts';
import { type CurrentPepper, type KeyDesk, loadCurrentPepper } from './key-desk.ts';
import { hashToken } from './token-hash.ts';
import { newToken } from './token-secret.ts';

export interface PreparedKey {
  readonly api: ApiRecord;
  readonly newKey: NewKey;
  readonly versionId: VersionId;
  readonly token: string;
}

export interface IssuedKey {
  readonly key: KeyRecord;
  readonly versionId: VersionId;
  /** The secret: for the person and the vault only. */
  readonly token: string;
}

/**
 * Checks the request against the store and makes the new key's ids, token and hash. Changes nothing.
 * Throws api/…, role/not-found, owner/not-found, usage/invalid-… and pepper/….
 */
export async function prepareKey(input: IssueInput, desk: KeyDesk): Promise<PreparedKey> {
  const terms = await readTerms(input, desk);
  return makeKey(parseTitle(input.name, 'key name'), terms, desk);
}

/**
 * As prepareKey, for one key of each name on the same terms; API, owner, roles and pepper are looked up once. Throws the same, and
 * usage/invalid-name for a name that is there twice; `item` of the error says which name was refused.
 */
export async function prepareKeys(
  input: IssueManyInput,
  desk: KeyDesk,
): Promise<readonly PreparedKey[]> {
  const names = parseNames(input.names);
  const terms = await readTerms(input, desk);
  const quickDesk = { ...desk, random: bulkRandom(desk.random) };
  return names.map((name) => makeKey(name, terms, quickDesk));
}

function parseNames(texts: readonly string[]): string[] {
  const places = new Map<string, number>();
  return texts.map((text, index) =>
    forItem({ what: 'Key', index, count: texts.length }, () => {
      const name = parseTitle(text, 'key name');
      const former = places.get(name);
      if (former !== undefined) {
        const message = `Key ${former + 1} has the name "${clip(name)}" too`;
        throw new KeywrightError('usage/invalid-name', message);
      }
      places.set(name, index);
      return name;
    }),
  );
}

/** What all keys of a batch have in common. */
interface IssueTerms extends Omit<NewKey, 'id' | 'name' | 'apiId' | 'version'> {
  readonly api: ApiRecord;
  readonly pepper: CurrentPepper;
}

async function readTerms(input: Omit<IssueInput, 'name'>, desk: KeyDesk): Promise<IssueTerms> {
  const api = await getApi(desk, input.api);
  if (!api.environments.includes(input.environment)) {
    throw new KeywrightError(
      'api/environment-not-found',
      `The API "${api.name}" has no environment "${clip(input.environment)}"`,
      { hint: `Use one of: ${api.environments.join(', ')}.` },
    );
  }
  for (const permission of input.permissions) parseGrant(permission);
  refuseSharedLimitNames(input.limits);
  return {
    api,
    environment: input.environment,
    owner: await resolveOwner(desk, input.owner),
    permissions: unique(input.permissions),
    roleIds: await resolveRoles(desk, input.roles),
    limits: input.limits,
    notBefore: input.notBefore,
    expires: input.expires,
    pepper: await loadCurrentPepper(desk),
  };
}

function makeKey(name: string, { api, pepper, ...terms }: IssueTerms, desk: KeyDesk): PreparedKey {
  const keyId = newId('key', desk.random);
  const { versionId, token } = newToken(api.prefix, terms.environment, desk.random);
  const hash = hashToken(pepper.bytes, { storeId: desk.store.id, keyId, versionId }, token);
  const version = { id: versionId, pepperId: pepper.id, hash };
  const newKey: NewKey = { id: keyId, name, apiId: api.id, ...terms, version };
  return { api, newKey, versionId, token };
}

/** Prepares and commits in one go, with no copy in any vault. */
export async function issueKey(
  input: IssueInput,
  desk: KeyDesk,
  ctx: MutationContext,
): Promise<IssuedKey> {
  const prepared = await prepareKey(input, desk);
  const key = await desk.store.issueKey(prepared.newKey, ctx);
  return { key, versionId: prepared.versionId, token: prepared.token };
}

export interface IssueBatch {
  readonly input: IssueManyInput;
  readonly ctx: MutationContext;
  /**
   * Gets the keys before the store commits, so that secrets which will exist nowhere else are safe first; what it throws issues nothing.
   * Left out: they are in nobody's hands but the caller's.
   */
  readonly keep?: (prepared: readonly PreparedKey[]) => Promise<void>;
}

/** As issueKey, for one key of each name; all of them or none. */
export async function issueKeys(batch: IssueBatch, desk: KeyDesk): Promise<readonly IssuedKey[]> {
  const prepared = await prepareKeys(batch.input, desk);
  await batch.keep?.(prepared);
  const newKeys = prepared.map(({ newKey }) => newKey);
  const keys = await desk.store.issueKeys(newKeys, batch.ctx);
  return keys.map((key, index) => ({ key, ...secretOf(prepared[index]) }));
}

function secretOf(prepared: PreparedKey | undefined): Omit<IssuedKey, 'key'> {
  if (prepared === undefined)
    throw new Error('the store answered with more keys than it was given');
  return { versionId: prepared.versionId, token: prepared.token };
}

/** A bucket belongs to a name: two limits of one name would spend and reset each other. */
function refuseSharedLimitNames(limits: readonly RateLimit[]): void {
  const names = limits.map((limit) => limit.name);
  const shared = names.find((name, index) => names.indexOf(name) !== index);
  if (shared === undefined) return;
  throw new KeywrightError('usage/invalid-rate', `Two rate limits are named "${shared}"`, {
    hint: 'Name them, for example burst=5/1s and daily=10000/1d.',
  });
}

async function getApi(desk: KeyDesk, reference: string): Promise<ApiRecord> {
  const api = await desk.store.findApi(reference);
  if (api === null) {
    throw new KeywrightError('api/not-found', `No API has the id or name "${clip(reference)}"`);
  }
  return api;
}

async function resolveOwner(desk: KeyDesk, reference: string): Promise<NewOwner> {
  const found = await desk.store.findOwner(reference);
  if (found !== null) return { id: found.id, kind: found.kind, name: found.name };
  if (isId('own', reference)) {
    throw new KeywrightError('owner/not-found', `No owner has the id "${reference}"`);
  }
  const label = parseOwnerLabel(reference);
  const known = await desk.store.findOwner(formatOwnerLabel(label));
  return { id: known?.id ?? newId('own', desk.random), ...label };
}

async function resolveRoles(desk: KeyDesk, references: readonly string[]): Promise<RoleId[]> {
  const ids: RoleId[] = [];
  for (const reference of unique(references)) {
    const role = await desk.store.findRole(reference);
    if (role === null) {
      throw new KeywrightError('role/not-found', `No role has the id or name "${clip(reference)}"`);
    }
    ids.push(role.id);
  }
  return unique(ids);
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
