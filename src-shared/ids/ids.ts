/** Ids of everything that has one: a kind prefix and 22 base62 characters, made of 16 random bytes. */
import { encodeBase62 } from './base62.ts';

declare const brand: unique symbol;
type Branded<Kind extends string> = string & { readonly [brand]: Kind };

export type KeyId = Branded<'key'>;
export type ApiId = Branded<'api'>;
export type OwnerId = Branded<'own'>;
export type RoleId = Branded<'rol'>;
export type EntryId = Branded<'ent'>;
export type EventId = Branded<'evt'>;
export type VaultId = Branded<'vlt'>;
export type StoreId = Branded<'sto'>;
export type DecisionId = Branded<'dec'>;
/** The 12 base62 characters inside a token that name one version of a key. */
export type VersionId = Branded<'version'>;
/** Names one pepper of a store. */
export type PepperId = Branded<'pep'>;

interface IdKinds {
  key: KeyId;
  api: ApiId;
  own: OwnerId;
  rol: RoleId;
  ent: EntryId;
  evt: EventId;
  vlt: VaultId;
  sto: StoreId;
  dec: DecisionId;
  pep: PepperId;
}
export type IdKind = keyof IdKinds;

export const ID_BYTES = 16;
const BODY_LENGTH = 22;
const BODY = /^[0-9A-Za-z]{22}$/;
const VERSION = /^[0-9A-Za-z]{12}$/;

/** Forms an id of the kind from exactly 16 random bytes. */
export function encodeId<Kind extends IdKind>(kind: Kind, bytes: Uint8Array): IdKinds[Kind] {
  if (bytes.length !== ID_BYTES) throw new RangeError(`an id is made of ${ID_BYTES} bytes`);
  return `${kind}_${encodeBase62(bytes, BODY_LENGTH)}` as IdKinds[Kind];
}

/** Whether the text has the form of an id of the kind. */
export function isId<Kind extends IdKind>(kind: Kind, text: string): text is IdKinds[Kind] {
  return text.startsWith(`${kind}_`) && BODY.test(text.slice(kind.length + 1));
}

/** Whether the text has the form of a version id. */
export function isVersionId(text: string): text is VersionId {
  return VERSION.test(text);
}
