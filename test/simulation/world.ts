/**
 * One simulated world: two operators and two servers on one real store, eight clients, two clocks. It plays one step after the other,
 * lets run what can run, and writes down what the clients see.
 */

import { verifyStoreChain } from '../../src-core/audit/verify-chain.ts';
import { createLog } from '../../src-core/log/log.ts';
import { keepStatements } from '../../src-core/sqlite/keep-statements.ts';
import { openSqliteFile, type SqliteDatabase } from '../../src-core/sqlite/sqlite-file.ts';
import type { VerificationStore } from '../../src-core/store/verification-store.ts';
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import { fixedStoreKeys, seededRandom } from '../core/store/store-fixture.ts';
import { HeldPoints, settle } from './held-points.ts';
import type { Beginning, HistoryRecord } from './history.ts';
import { type Operator, startOperator } from './operator.ts';
import { readFinalState } from './read-final-state.ts';
import { OPERATORS, SERVERS } from './script.ts';
import { type Server, type ServerParts, startServer } from './server.ts';
import { SimClock } from './sim-clock.ts';
import type { SimFiles, SimPlaces } from './sim-files.ts';

/** What a world is made of; controls replace a part by a broken one. */
export interface WorldParts extends ServerParts {
  readonly plantStore: (store: VerificationStore, files: SimFiles) => VerificationStore;
}

/** A token that was made, whether or not its version was ever committed. */
export interface MadeToken {
  readonly token: string;
  readonly keyId: KeyId;
  readonly versionId: VersionId;
}

const KEYS = fixedStoreKeys();
const LOG = createLog({ sink: { write: () => true } });

export class World {
  readonly clock = new SimClock();
  readonly held = new HeldPoints();
  readonly history: HistoryRecord[] = [];
  readonly tokens: MadeToken[] = [];
  readonly beginning: Beginning;
  readonly operators: Operator[] = [];
  readonly servers: Server[] = [];
  readonly #files: SimFiles;
  readonly #watcher: SqliteDatabase;
  readonly #headSeq: number;
  #knownSeq: number;
  readonly #parts: WorldParts;
  readonly #seed: string;
  #lives = 0;
  #roles = 0;

  constructor(places: SimPlaces, parts: WorldParts, seed: string) {
    this.#files = places.make();
    this.#watcher = keepStatements(
      openSqliteFile(this.#files.storeFile, { area: 'store', mode: 'read' }),
    );
    this.#headSeq = places.head.seq;
    this.#knownSeq = places.head.seq;
    this.#parts = parts;
    this.#seed = seed;
    this.beginning = {
      wallMs: this.clock.nowMs(),
      monotonicMs: this.clock.monotonicMs(),
      headUs: places.head.atUs,
      owners: ['team:payments'],
    };
    for (let index = 0; index < OPERATORS; index += 1) this.#startOperator(index);
    for (let index = 0; index < SERVERS; index += 1) this.#startServer(index);
  }

  #startOperator(index: number): void {
    this.operators[index] = startOperator({
      ...this.#processDeps(`operator ${index}`),
      plant: this.#parts.plantStore,
    });
  }

  #startServer(index: number): void {
    this.servers[index] = startServer({
      ...this.#processDeps(`server ${index}`),
      parts: this.#parts,
      log: LOG,
      onFault: () => this.history.push({ is: 'reader-fault', server: index }),
    });
    this.history.push({ is: 'server-start', server: index });
  }

  #processDeps(name: string) {
    this.#lives += 1;
    const random = seededRandom(`${this.#seed} ${name} ${this.#lives}`);
    return { name, files: this.#files, clock: this.clock, random, held: this.held };
  }

  /** Ends the process and starts it anew; unclean as kill -9, all that it holds in memory is lost. */
  async restartOperator(index: number, isClean: boolean): Promise<void> {
    const operator = this.operators[index];
    this.held.drop(`operator ${index}`);
    if (isClean) await operator?.store.close();
    else operator?.file.close();
    this.#startOperator(index);
  }

  restartServer(index: number, isClean: boolean): void {
    if (isClean) this.flush(index);
    this.held.drop(`server ${index}`);
    this.servers[index]?.stop();
    this.#startServer(index);
  }

  flush(index: number): void {
    if (this.servers[index]?.usage.flush() === true) {
      this.history.push({ is: 'flushed', server: index });
    }
  }

  nextRoleName(): string {
    this.#roles += 1;
    return `role-${this.#roles}`;
  }

  /** Whether the log has new events since this was last asked, read by nobody's connection but the world's own. */
  hasLogGrown(): boolean {
    const seq = this.#watcher.prepare<[], number>('SELECT seq FROM head').pluck().get() ?? 0;
    const hasGrown = seq > this.#knownSeq;
    this.#knownSeq = seq;
    return hasGrown;
  }

  /** Every instant at which a version begins or ends, epoch milliseconds, in order. */
  deadlinesMs(): number[] {
    return this.#watcher
      .prepare<[], number>(
        `SELECT expires_at_ms FROM versions WHERE expires_at_ms IS NOT NULL
         UNION SELECT ends_at_ms FROM versions WHERE ends_at_ms IS NOT NULL
         UNION SELECT not_before_ms FROM versions WHERE not_before_ms IS NOT NULL`,
      )
      .pluck()
      .all();
  }

  noteClock(): void {
    const [wallMs, monotonicMs] = [this.clock.nowMs(), this.clock.monotonicMs()];
    this.history.push({ is: 'clock', wallMs, monotonicMs });
  }

  /** Lets everything go on that waits, to its end. */
  async runOut(): Promise<void> {
    for (const { file } of this.operators) file.failNoMore();
    for (const server of this.servers) server.failAfter(Number.MAX_SAFE_INTEGER);
    do await settle();
    while (this.held.release(0));
  }

  /** Writes all usage, closes everything and notes what is left. */
  async end(): Promise<void> {
    for (const [index, server] of this.servers.entries()) {
      this.flush(index);
      server.usage.close();
      server.stop();
    }
    const [first, ...others] = this.operators;
    for (const operator of others) await operator.store.close();
    if (first === undefined) return;
    const state = await readFinalState(first.store, this.#files.usageFile, this.#headSeq);
    const { checkpointsFile } = this.#files;
    const { broken } = await verifyStoreChain({ store: first.store, keys: KEYS, checkpointsFile });
    const chainFault = broken === null ? null : `event ${broken.seq}: ${broken.why}`;
    this.history.push({ is: 'end', state: { ...state, chainFault } });
    await first.store.close();
  }

  remove(): void {
    this.#watcher.close();
    this.#files.remove();
  }
}
