/**
 * A program that issues, rotates, adds and edits through an engine of its own until it is killed; the tests start two on one home.
 * Reads {"home","code","seed","isLiar"} from stdin; prints each thing that was acknowledged, as one line of JSON. `isLiar` is the
 * control: it prints an edit before it is made.
 */
import { readFileSync, writeSync } from 'node:fs';
import { systemClock } from '../../src-core/runtime/clock.ts';
import { newId, systemRandom } from '../../src-core/runtime/random.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { SeededChoice } from '../core/vault/seeded-choice.ts';
import { CTX, ENTRY, ISSUE, ROTATE } from '../engine/workbench.ts';
import { type Acknowledged, COUNTER } from './acknowledged.ts';
import { byRecovery, homeDeps, openHome } from './home-session.ts';
import { digest } from './home-world.ts';

interface Input {
  readonly home: string;
  readonly code: string;
  readonly seed: number;
  readonly isLiar: boolean;
}

const TOLERATED = /^(vault|store)\/(busy|conflict)$|^key\/|^entry\/ambiguous$/;

async function write(input: Input): Promise<never> {
  const choice = new SeededChoice(input.seed);
  const deps = homeDeps(input.home, systemClock, systemRandom);
  const { vault, store, engine } = await openHome(deps, byRecovery(input.code));
  const tell = (line: Acknowledged): void => {
    writeSync(1, `${JSON.stringify(line)}\n`);
  };
  const add = async (): Promise<void> => {
    const name = `entry ${newId('ent', systemRandom)}`;
    const { entryId } = await engine.call('entry:add', { ...ENTRY, name }, 'cli');
    tell({ kind: 'entry', id: entryId ?? '', version: 1 });
  };
  const edit = async (): Promise<void> => {
    const own = vault.list().filter(({ overview }) => overview.issued === null);
    const { id } = choice.of(own);
    const change = { entry: id, tags: [`tag-${choice.below(1_000)}`], reason: null };
    const { version } = await engine.call('entry:edit', change, 'cli');
    tell({ kind: 'entry', id, version: version ?? 0 });
  };
  const issue = async (): Promise<void> => {
    const name = `key ${newId('key', systemRandom)}`;
    const issued = await engine.call('key:issue', { ...ISSUE, name }, 'cli');
    tell({ kind: 'token', versionId: issued.versionId, digest: digest(issued.token) });
  };
  const rotate = async (): Promise<void> => {
    const keys = await store.listKeys({});
    if (keys.length === 0) return issue();
    const rotation = { ...ROTATE, key: choice.of(keys).id, graceMs: 0 };
    const rotated = await engine.call('key:rotate', rotation, 'cli');
    tell({ kind: 'token', versionId: rotated.versionId, digest: digest(rotated.token) });
  };
  const count = async (): Promise<void> => {
    const { id, version, overview } = vault.get(COUNTER);
    const next = Number(overview.notes) + 1;
    if (input.isLiar) tell({ kind: 'counted', count: next });
    const changed = { ...overview, notes: String(next) };
    const event = 'entry.edited';
    vault.change(id, { expectedVersion: version, overview: changed, secret: null, event }, CTX);
    if (!input.isLiar) tell({ kind: 'counted', count: next });
  };
  const steps = input.isLiar ? [count] : [add, edit, issue, rotate, count];
  for (;;) {
    try {
      await choice.of(steps)();
    } catch (error) {
      if (!(error instanceof KeywrightError) || !TOLERATED.test(error.code)) throw error;
    }
    letOthersWrite();
  }
}

/** Without a pause one program keeps the write lock, and the other hardly ever gets a turn. */
function letOthersWrite(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
}

await write(JSON.parse(readFileSync(0, 'utf8')) as Input);
