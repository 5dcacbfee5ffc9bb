/**
 * Two programs with an engine each work on one vault and one store; one of them, in turn, is killed at any moment and started again.
 * Whatever was acknowledged stays, no change is lost to another, and both files come to one truth.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../../src-core/runtime/random.ts';
import {
  type BundledProgram,
  bundleProgram,
  type RunningProgram,
  startProgram,
} from '../core/vault/child-program.ts';
import { printedSeed, SeededChoice } from '../core/vault/seeded-choice.ts';
import { ENTRY, steppedClock } from '../engine/workbench.ts';
import { reportFigure, scaled, scaledTimeoutMs } from '../scale.ts';
import { type Acknowledged, COUNTER } from './acknowledged.ts';
import { byRecovery, type HomeSession, homeDeps, openHome } from './home-session.ts';
import { prepareHome } from './home-step.ts';
import { digest } from './home-world.ts';
import { judgeHome } from './judge-home.ts';

const KILLS = scaled(50);
const KILLS_A_HOME = 10;
/** What is lost stays lost, so it is enough to look now and then. */
const KILLS_A_LOOK = 5;
const MAX_ACKS = 5;

let writer: BundledProgram;

beforeAll(async () => {
  writer = await bundleProgram(new URL('./engine-writer.ts', import.meta.url));
});

afterAll(() => writer.remove());

class Torture {
  readonly folder = mkdtempSync(join(tmpdir(), 'kw-two-'));
  readonly home = join(this.folder, 'home');
  readonly #choice: SeededChoice;
  readonly #isLiar: boolean;
  readonly #ended: Acknowledged[] = [];
  #code = '';
  #running: RunningProgram[] = [];

  constructor(choice: SeededChoice, isLiar = false) {
    this.#choice = choice;
    this.#isLiar = isLiar;
  }

  async begin(): Promise<void> {
    this.#code = await prepareHome(this.folder);
    await this.look(({ engine }) =>
      engine.call('entry:add', { ...ENTRY, name: COUNTER, notes: '0' }, 'cli'),
    );
    this.#running = [this.#start(), this.#start()];
  }

  get acknowledged(): Acknowledged[] {
    return [...this.#ended, ...this.#running.flatMap((program) => told(program))];
  }

  /** Lets both work for a while, then kills the one that has run longer, and starts another. */
  async kill(): Promise<void> {
    await this.#letWrite(1 + this.#choice.below(MAX_ACKS));
    const [victim] = this.#running.splice(0, 1);
    if (victim !== undefined) await this.#end(victim);
    this.#running.push(this.#start());
  }

  async killAll(): Promise<void> {
    for (const program of this.#running.splice(0)) await this.#end(program);
  }

  /** Opens a session of its own beside the writers, with the time as it is, so that nothing young is settled. */
  async look<Result>(work: (session: HomeSession) => Result, nowMs = Date.now()): Promise<Result> {
    const deps = homeDeps(this.home, steppedClock(nowMs), systemRandom);
    const session = await openHome(deps, byRecovery(this.#code));
    try {
      return await work(session);
    } finally {
      await session.engine.close();
    }
  }

  /** What is wrong in the end, when no program is left; on a copy. */
  async verdict(): Promise<string[]> {
    const live = await this.look(async ({ vault, store }) => ({
      step: 'kill',
      recoveryCode: this.#code,
      password: '',
      generation: vault.generation,
      head: (await store.head()).seq,
      entries: Object.fromEntries(vault.list().map(({ id, version }) => [id, version])),
      values: {},
      tokens: {},
      backups: [],
      isRestored: false,
    }));
    const copy = join(this.folder, 'copy');
    cpSync(this.home, copy, { recursive: true });
    // A copy that nobody confirmed may still go: it was not acknowledged.
    const acked = { ...live, entries: newestVersions(this.acknowledged) };
    return judgeHome(copy, { acked, next: live }, this.folder);
  }

  #start(): RunningProgram {
    const seed = this.#choice.below(2 ** 31);
    const input = { home: this.home, code: this.#code, seed, isLiar: this.#isLiar };
    return startProgram(writer, input);
  }

  async #letWrite(more: number): Promise<void> {
    await Promise.all(this.#running.map((program) => program.printed(1)));
    const target = this.acknowledged.length + more;
    while (this.acknowledged.length < target) {
      const next = this.#running.map((program) => program.printed(program.lines.length + 1));
      await Promise.race([...next, ...this.#running.map(untilItFails)]);
    }
  }

  async #end(program: RunningProgram): Promise<void> {
    program.kill();
    if ((await program.ended()) !== null) throw new Error('a writer had ended by itself');
    this.#ended.push(...told(program));
  }
}

function newestVersions(all: readonly Acknowledged[]): Record<string, number> {
  const newest: Record<string, number> = {};
  for (const line of all) {
    if (line.kind !== 'entry') continue;
    newest[line.id] = Math.max(newest[line.id] ?? 0, line.version);
  }
  return newest;
}

/** A writer never ends by itself. */
async function untilItFails(program: RunningProgram): Promise<never> {
  const code = await program.ended();
  throw new Error(`a writer ended by itself with ${code}`);
}

function told(program: RunningProgram): Acknowledged[] {
  return program.lines.map((line) => JSON.parse(line) as Acknowledged);
}

/** What of the acknowledged is not there, or was there twice. */
async function lost(session: HomeSession, all: readonly Acknowledged[]): Promise<string[]> {
  const { vault, store } = session;
  const entries = new Map<string, number>(vault.list().map(({ id, version }) => [id, version]));
  const tokens = new Map(
    vault.list().flatMap(({ id }) => Object.entries(vault.openForChange(id).tokens)),
  );
  const keys = await store.listKeys({});
  const versions = new Set<string>(keys.flatMap((key) => key.versions.map(({ id }) => id)));
  const counter = Number(vault.get(COUNTER).overview.notes);
  const seen = new Set<string>();
  return all.flatMap((line) => {
    if (line.kind === 'token') {
      const isThere = digest(tokens.get(line.versionId) ?? '') === line.digest;
      return isThere && versions.has(line.versionId) ? [] : [`token ${line.versionId}`];
    }
    const what = line.kind === 'entry' ? `${line.id} ${line.version}` : `count ${line.count}`;
    const isTwice = seen.has(what);
    seen.add(what);
    const reached = line.kind === 'entry' ? (entries.get(line.id) ?? 0) : counter;
    const wanted = line.kind === 'entry' ? line.version : line.count;
    return reached >= wanted && !isTwice ? [] : [what];
  });
}

describe.runIf(process.platform === 'linux')('two engines on one vault and one store', () => {
  it(`keep what they acknowledged and lose no change, over ${KILLS} kills`, {
    timeout: scaledTimeoutMs(600_000),
  }, async () => {
    const choice = new SeededChoice(printedSeed('two engines'));
    for (let kills = 0; kills < KILLS; ) {
      const torture = new Torture(choice);
      await torture.begin();
      for (let round = 0; round < KILLS_A_HOME && kills < KILLS; round += 1, kills += 1) {
        await torture.kill();
        if (round % KILLS_A_LOOK !== 0) continue;
        const known = torture.acknowledged;
        expect(await torture.look((session) => lost(session, known))).toEqual([]);
      }
      await torture.killAll();
      const all = torture.acknowledged;
      expect(await torture.look((session) => lost(session, all))).toEqual([]);
      expect(await torture.verdict()).toEqual([]);
      rmSync(torture.folder, { recursive: true, force: true });
    }
    reportFigure('kills of two engines on vault and store', KILLS);
  });

  it('are noticed where they acknowledge before they commit (control)', async () => {
    const torture = new Torture(new SeededChoice(printedSeed('liars')), true);
    await torture.begin();
    let missing: string[] = [];
    for (let round = 0; round < 20 && missing.length === 0; round += 1) {
      await torture.kill();
      const known = torture.acknowledged;
      missing = await torture.look((session) => lost(session, known));
    }
    await torture.killAll();
    expect(missing).not.toEqual([]);
    rmSync(torture.folder, { recursive: true, force: true });
  });
});
