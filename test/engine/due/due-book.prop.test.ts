/** What the book tells step by step is what one look at everything finds, whatever happens in vault and store and whoever does it. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EmbeddedStore,
  openEmbeddedStore,
} from '../../../src-core/embedded/open-embedded-store.ts';
import { issueKey } from '../../../src-core/keys/issue-key.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import type { DueChanges } from '../../../src-engine/due/due-book.ts';
import { type DueFact, dueFact } from '../../../src-engine/due/due-facts.ts';
import type { Engine } from '../../../src-engine/engine.ts';
import type { EntryView } from '../../../src-shared/contract/engine-answers.ts';
import type { EngineCall } from '../../../src-shared/contract/engine-calls.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { scaled, scaledTimeoutMs } from '../../scale.ts';
import { CTX, ENTRY, ISSUE, makeWorkbench, ROTATE, type Workbench } from '../workbench.ts';

const DAY_MS = 86_400_000;
const KINDS = [
  'add',
  'edit',
  'rename',
  'trash',
  'restore',
  'policy',
  'policy-of-api',
  'issue',
  'issue-without-copy',
  'rotate',
  'revoke-version',
  'disable',
  'enable',
  'finish',
  'pass',
  'look',
] as const;
type Kind = (typeof KINDS)[number];

const steps = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), pick: fc.nat(999), isTerminal: fc.boolean() }),
  { minLength: 10, maxLength: 60, size: 'max' },
);
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;

let bench: Workbench;
let window: Engine;
let terminal: Engine;
let opened: EmbeddedStore;
let told: Map<string, DueFact>;

beforeEach(async () => {
  bench = await makeWorkbench();
  window = await bench.unlock();
  terminal = await bench.unlock();
  opened = await openEmbeddedStore(bench.deps);
  told = new Map();
});

afterEach(async () => {
  await opened.store.close();
  await terminal.close();
  await window.close();
  bench.remove();
});

function hear({ startsOver, changed, removed }: DueChanges): void {
  if (startsOver) told.clear();
  for (const id of removed) told.delete(id);
  for (const fact of changed) told.set(fact.target.id, fact);
}

async function list(inTrash = false): Promise<readonly EntryView[]> {
  const input = { query: '', sort: 'name', inTrash } as const;
  return (await window.call('entry:list', input, 'window')).items;
}

const byId = (facts: readonly DueFact[]) =>
  facts.toSorted((a, b) => (a.target.id < b.target.id ? -1 : 1));

/** What was told so far, and what everything says now. */
async function look(): Promise<readonly [DueFact[], DueFact[]]> {
  hear(await window.dueChanges());
  const everything = (await list()).flatMap((view) => dueFact(view) ?? []);
  return [byId([...told.values()]), byId(everything)];
}

const idOf = ({ entryId, keyId }: EntryView): string => entryId ?? keyId ?? '';

async function happen({ kind, pick, isTerminal }: Step): Promise<void> {
  const engine = isTerminal ? terminal : window;
  const call = (name: EngineCall, input: object) =>
    engine.call(name, { reason: null, ...input }, 'cli');
  const live = await list(kind === 'restore');
  const ofKind = live.filter(({ keyId }) => (keyId !== null) === isAboutKey(kind));
  const one = (kind === 'trash' || kind === 'restore' ? live : ofKind).at(
    pick % Math.max(1, live.length),
  );
  const key = one?.keyId ?? '';
  const entry = one === undefined ? '' : idOf(one);
  const afterMs = DAY_MS * (1 + (pick % 90));
  const acts: Readonly<Record<Kind, () => Promise<unknown>>> = {
    add: () =>
      engine.call(
        'entry:add',
        { ...ENTRY, name: `e${pick}`, expires: pick % 3 === 0 ? null : { kind: 'after', afterMs } },
        'cli',
      ),
    edit: () =>
      call('entry:edit', { entry, expires: pick % 4 === 0 ? null : { kind: 'after', afterMs } }),
    rename: () => call('entry:edit', { entry, name: `r${pick}` }),
    trash: () => call('entry:remove', { entry }),
    restore: () => call('entry:restore', { entry }),
    policy: () => call('policy:set', { of: 'entry', reference: entry, maxAgeMs: afterMs }),
    'policy-of-api': () => call('policy:set', { of: 'api', reference: 'acme', maxAgeMs: afterMs }),
    issue: () => call('key:issue', { ...ISSUE, name: `k${pick}` }),
    'issue-without-copy': () => issueWithoutCopy(`u${pick}`),
    rotate: () => call('key:rotate', { ...ROTATE, key }),
    'revoke-version': () =>
      engine.call(
        'key:revoke',
        { key, versionId: one?.versionId ?? null, code: 'leaked', note: null },
        'cli',
      ),
    disable: () => call('key:set-disabled', { key, isDisabled: true }),
    enable: () => call('key:set-disabled', { key, isDisabled: false }),
    finish: () => call('key:finish', { key }),
    pass: async () => bench.clock.step(afterMs / 48),
    look: async () => {
      const [before, now] = await look();
      expect(before).toEqual(now);
    },
  };
  await acts[kind]().catch((error: unknown) => {
    if (!(error instanceof KeywrightError)) throw error;
  });
}

function isAboutKey(kind: Kind): boolean {
  return ['rotate', 'revoke-version', 'disable', 'enable', 'finish'].includes(kind);
}

/** As a terminal does that does not open the vault. */
async function issueWithoutCopy(name: string): Promise<void> {
  await issueKey({ ...ISSUE, name }, { ...opened, random: systemRandom }, CTX);
}

describe('the book of what is due', () => {
  it(
    'tells at each look what everything together says',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (history) => {
          for (const step of history) await happen(step);
          const [before, now] = await look();
          expect(before).toEqual(now);
        }),
        { numRuns: scaled(8) },
      );
    },
    scaledTimeoutMs(60_000),
  );

  it('tells everything once, then nothing, then one change', async () => {
    const added = await window.call(
      'entry:add',
      { ...ENTRY, expires: { kind: 'after', afterMs: DAY_MS } },
      'cli',
    );
    await issueWithoutCopy('alone');
    const first = await window.dueChanges();
    expect([first.startsOver, first.changed.map(({ name }) => name)]).toEqual([
      true,
      [ENTRY.name, 'alone'],
    ]);
    const nothing = { startsOver: false, changed: [], removed: [] };
    expect(await window.dueChanges()).toEqual(nothing);
    await terminal.call('entry:edit', { entry: ENTRY.name, notes: 'n', reason: null }, 'cli');
    expect(await window.dueChanges()).toEqual(nothing);
    await terminal.call('entry:remove', { entry: ENTRY.name, reason: null }, 'cli');
    expect(await window.dueChanges()).toEqual({ ...nothing, removed: [added.entryId] });
  });

  it('a key whose last version has run out comes to rest though no event says so', async () => {
    await window.call('key:issue', ISSUE, 'cli');
    await window.call('key:rotate', ROTATE, 'cli');
    const [view] = await list();
    const of = { key: ISSUE.name, versionId: view?.versionId ?? null };
    await window.call('key:revoke', { ...of, code: 'leaked', note: null }, 'cli');
    await look();
    expect(told.size).toBe(1);
    bench.clock.step(2 * 3_600_000);
    await look();
    expect(told.size).toBe(0);
  });
});
