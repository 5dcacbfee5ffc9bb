/** What the conformance suite needs of an adapter, and the short ways in which its tests speak to it. */
import type { RandomSource } from '../../../../src-core/runtime/random.ts';
import type {
  ChainedEvent,
  MutationContext,
  NewKey,
  Rotation,
  StoreReader,
  VerificationStore,
} from '../../../../src-core/store/verification-store.ts';
import type {
  ApiRecord,
  KeyRecord,
  VersionRecord,
} from '../../../../src-shared/model/store-records.ts';
import { CTX, newApi, newKey, newVersion, type SettableClock } from '../store-fixture.ts';

export interface StoreUnderTest {
  /** Fresh: its log holds store.created alone. */
  readonly store: VerificationStore;
  readonly clock: SettableClock;
  readonly random: RandomSource;
  /** A second handle on the same data, as another program has one. */
  openAgain(): Promise<VerificationStore>;
  openReader(): Promise<StoreReader>;
  /** Closes the store and removes its data. */
  remove(): Promise<void>;
}

/** Makes a fresh store of the fixture's id and keys. */
export type StoreFactory = () => Promise<StoreUnderTest>;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The bench of the test that is running. */
export type Bench = () => StoreBench;

export class StoreBench {
  readonly under: StoreUnderTest;
  readonly store: VerificationStore;

  constructor(under: StoreUnderTest) {
    this.under = under;
    this.store = under.store;
  }

  /** The API `acme`, made at the first call. */
  async api(): Promise<ApiRecord> {
    const known = await this.store.findApi('acme');
    return known ?? (await this.store.createApi(newApi(this.under.random), CTX));
  }

  async issue(change: Partial<NewKey> = {}, ctx: MutationContext = CTX): Promise<KeyRecord> {
    const api = await this.api();
    return this.store.issueKey(newKey(this.under.random, api.id, change), ctx);
  }

  rotation(key: KeyRecord, change: Partial<Rotation> = {}): Rotation {
    const version = newVersion(this.under.random, key.id);
    return {
      keyId: key.id,
      version,
      graceMs: HOUR_MS,
      isLeaked: false,
      expires: null,
      ...change,
    };
  }

  rotate(key: KeyRecord, change: Partial<Rotation> = {}): Promise<KeyRecord> {
    return this.store.rotateKey(this.rotation(key, change), CTX);
  }

  async key(of: KeyRecord): Promise<KeyRecord> {
    const [found] = await this.store.findKeys(of.id);
    if (found === undefined) throw new Error(`key ${of.id} is gone`);
    return found;
  }

  async events(): Promise<readonly ChainedEvent[]> {
    return this.store.readEvents(0, 100_000);
  }

  async kinds(): Promise<string[]> {
    return (await this.events()).map(({ kind }) => kind);
  }

  /** All that a reader of the store can see; two equal pictures are the same state. */
  async picture(): Promise<unknown> {
    const { store } = this;
    return {
      apis: await store.listApis(),
      owners: await store.listOwners(),
      roles: await store.listRoles(),
      peppers: await store.listPeppers(),
      keys: await store.listKeys({}),
      head: await store.head(),
      events: await this.events(),
    };
  }
}

/** The versions' states, newest first. */
export function states(key: KeyRecord): string[] {
  return key.versions.map(({ state }) => state);
}

export function newest(key: KeyRecord): VersionRecord {
  const [version] = key.versions;
  if (version === undefined) throw new Error(`key ${key.id} has no version`);
  return version;
}

export function oldest(key: KeyRecord): VersionRecord {
  const version = key.versions.at(-1);
  if (version === undefined) throw new Error(`key ${key.id} has no version`);
  return version;
}
