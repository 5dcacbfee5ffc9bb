import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-engine/engine.ts';
import type { EngineAnswer } from '../../src-shared/contract/engine-answers.ts';
import type { EngineCall } from '../../src-shared/contract/engine-calls.ts';
import { ENTRY, ISSUE, makeWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let engine: Engine;

beforeEach(async () => {
  bench = await makeWorkbench();
  engine = await bench.unlock();
});
afterEach(async () => {
  await engine.close();
  bench.remove();
});

function call<Call extends EngineCall>(name: Call, input: unknown): Promise<EngineAnswer<Call>> {
  return engine.call(name, input, 'window');
}

describe('the names beside the audit list', () => {
  it('are those of every key, entry, API and owner that the events are about', async () => {
    await call('key:issue', ISSUE);
    await call('entry:add', ENTRY);
    const { items, names } = await call('audit:list', { limit: 100 });
    const subjects = items.flatMap(({ event: { subject } }) => [
      subject.keyId ?? subject.entryId ?? subject.apiId ?? subject.ownerId ?? [],
    ]);
    const named = new Set(subjects.flat().map((id) => names[id]));
    expect(named).toEqual(new Set(['acme', 'billing worker', 'team:payments', 'Stripe live']));
  });

  it('follow a change of name', async () => {
    const added = await call('entry:add', ENTRY);
    const change = { entry: added.entryId ?? '', name: 'Stripe, new', reason: null };
    await call('entry:edit', change);
    const { names } = await call('audit:list', { limit: 100 });
    expect(Object.values(names)).toContain('Stripe, new');
    expect(Object.values(names)).not.toContain('Stripe live');
  });

  it('leave out what has gone', async () => {
    const { items, names } = await call('audit:list', { limit: 100 });
    expect(items.map(({ event }) => event.kind)).toContain('vault.created');
    expect(Object.keys(names).every((id) => id.startsWith('api_'))).toBe(true);
  });
});
