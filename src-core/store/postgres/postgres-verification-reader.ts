/**
 * The verifier's view of a shared store: single statements on connections of its own, each answered by the primary or refused.
 * Whatever goes wrong is store/unavailable, never an unknown key.
 */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { KeyId, StoreId, VersionId } from '../../../src-shared/ids/ids.ts';
import type { OwnerKind } from '../../../src-shared/model/names.ts';
import { genesisHash } from '../../audit/audit-chain.ts';
import type { PostgresPool } from '../../postgres/postgres-pool.ts';
import { parseTextList } from '../rows/json-columns.ts';
import {
  type CatalogRows,
  createStoredVersionReader,
  type FoundRow,
} from '../rows/stored-version-row.ts';
import type { FeedPage, SharedReader, StoredVersion, StoreMoment } from '../verification-store.ts';
import { READ_FEED } from './feed-statements.ts';
import { readStoreHeader } from './store-header.ts';
import { READ_VERSION } from './version-statement.ts';

/** Throws as readStoreHeader. The reader ends the pool when it is closed. */
export async function openPostgresReader(pool: PostgresPool): Promise<SharedReader> {
  const { id } = await readStoreHeader(pool);
  return new PostgresVerificationReader(pool, id);
}

class PostgresVerificationReader implements SharedReader {
  readonly storeId: StoreId;
  readonly #pool: PostgresPool;
  readonly #toStoredVersion = createStoredVersionReader();

  constructor(pool: PostgresPool, id: StoreId) {
    this.storeId = id;
    this.#pool = pool;
  }

  async readFeed(afterSeq: number, limit: number): Promise<FeedPage & StoreMoment> {
    const [row] = await this.#guard(() => this.#pool.read<FeedRow>(READ_FEED, [afterSeq, limit]));
    const answered = this.#fromPrimary(row);
    const hashAtCursor = afterSeq === 0 ? genesisHash(this.storeId) : answered.hashAtCursor;
    const { headSeq, latestUs, clockUs, seqs, hashes, keyIds } = answered;
    const changes = seqs.map((seq, index) => ({
      seq: Number(seq),
      hash: hashes[index] ?? Buffer.alloc(0),
      keyId: keyIds[index] ?? null,
    }));
    return { headSeq, hashAtCursor, latestUs, clockUs, changes };
  }

  async readVersion(versionId: VersionId): Promise<VersionAtMoment> {
    const [row] = await this.#guard(() => this.#pool.read<VersionRow>(READ_VERSION, [versionId]));
    const {
      head_seq: headSeq,
      latest_us: latestUs,
      clock_us: clockUs,
      ...rest
    } = this.#fromPrimary(row);
    const moment = { headSeq, latestUs, clockUs };
    if (rest.id === null) return { ...moment, version: null };
    const found = rest as WholeRow;
    return {
      ...moment,
      version: this.#toStoredVersion(
        { ...found, head_seq: headSeq, role_ids: null },
        sharedOf(found),
      ),
    };
  }

  close(): void {
    void this.#pool.end();
  }

  #fromPrimary<Row extends { isStandby: boolean } | { is_standby: boolean }>(
    row: Row | undefined,
  ): Row {
    if (row === undefined) throw this.#unavailable(new Error('the store has no head'));
    const isStandby = 'isStandby' in row ? row.isStandby : row.is_standby;
    if (!isStandby) return row;
    throw new KeywrightError(
      'store/unavailable',
      `The store at ${this.#pool.label} is a standby; verifications must ask the primary`,
    );
  }

  async #guard<Result>(read: () => Promise<Result>): Promise<Result> {
    try {
      return await read();
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  #unavailable(cause: unknown): KeywrightError {
    return new KeywrightError('store/unavailable', `Cannot read the store at ${this.#pool.label}`, {
      cause,
    });
  }
}

interface VersionAtMoment extends StoreMoment {
  readonly headSeq: number;
  readonly version: StoredVersion | null;
}

interface FeedRow {
  readonly headSeq: number;
  readonly latestUs: number;
  readonly clockUs: number;
  readonly isStandby: boolean;
  readonly hashAtCursor: Buffer | null;
  readonly seqs: readonly (number | string)[];
  readonly hashes: readonly Buffer[];
  readonly keyIds: readonly (KeyId | null)[];
}

interface HeadColumns {
  readonly head_seq: number;
  readonly latest_us: number;
  readonly clock_us: number;
  readonly is_standby: boolean;
}

interface WholeRow extends Omit<FoundRow, 'head_seq' | 'role_ids'> {
  readonly api_name: unknown;
  readonly owner_kind: OwnerKind | null;
  readonly owner_name: string | null;
  readonly pepper_check: unknown;
  /** Null: the key has no role. */
  readonly role_rows: readonly { readonly name: string; readonly permissions: string }[] | null;
}

type VersionRow = HeadColumns & (WholeRow | { readonly id: null });

function sharedOf(row: WholeRow): CatalogRows {
  const { owner_kind: kind, owner_name: name } = row;
  return {
    apiName: row.api_name,
    owner: kind === null || name === null ? undefined : { kind, name },
    pepperCheck: row.pepper_check,
    roles: (row.role_rows ?? []).map((role) => ({
      name: role.name,
      permissions: parseTextList(role.permissions),
    })),
  };
}
