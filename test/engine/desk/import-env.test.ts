import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addImport, previewImport } from '../../../src-engine/desk/import-env.ts';
import type { Engine } from '../../../src-engine/engine.ts';
import { codeOfAsync } from '../../code-of.ts';
import { ENTRY, makeWorkbench, type Workbench } from '../workbench.ts';

const VALUE = 'sk_live_an-example-of-no-account';
const TEXT = `STRIPE_KEY=${VALUE}\nStripe_live=x\nTAKEN=again\nnot a line\n`;

let workbench: Workbench;
let engine: Engine;

beforeAll(async () => {
  workbench = await makeWorkbench();
  engine = await workbench.unlock();
  await engine.call('entry:add', { ...ENTRY, name: 'TAKEN' }, 'window');
});

afterAll(async () => {
  await engine.close();
  workbench.remove();
});

const names = async (): Promise<string[]> => {
  const list = { query: '', sort: 'name', inTrash: false } as const;
  const { items } = await engine.call('entry:list', list, 'window');
  return items.map(({ name }) => name);
};

describe('importing a .env file through the window', () => {
  it('shows what each line would become, with no value in it, and writes nothing', async () => {
    const rows = await previewImport(TEXT, engine);
    expect(rows.map(({ name, action }) => [name, action])).toEqual([
      ['STRIPE_KEY', 'add'],
      ['Stripe_live', 'add'],
      ['TAKEN', 'skip'],
      [null, 'skip'],
    ]);
    expect(rows[0]).toMatchObject({ issuer: 'Stripe', masked: '••••••••ount' });
    expect(JSON.stringify(rows)).not.toContain(VALUE);
    expect(await names()).toEqual(['TAKEN']);
  });

  it('adds the rows of the preview with the tags asked for, under the name of the source', async () => {
    const input = { text: TEXT, tags: ['shop'], source: 'shop.env' };
    const { entryIds } = await addImport(input, engine);
    expect(await names()).toEqual(['STRIPE_KEY', 'Stripe_live', 'TAKEN']);
    const [first = ''] = entryIds;
    const added = await engine.call('entry:show', { entry: first }, 'window');
    expect(added).toMatchObject({ name: 'STRIPE_KEY', tags: ['shop'], kind: 'api-key' });
    const reveal = { entry: first, purpose: 'reveal', versionId: null, reason: null } as const;
    expect((await engine.call('entry:reveal', reveal, 'window')).secret).toBe(VALUE);
  });

  it('adds nothing a second time', async () => {
    const before = await names();
    const again = await addImport({ text: TEXT, tags: [], source: 'shop.env' }, engine);
    expect(again).toEqual({ entryIds: [] });
    expect(await names()).toEqual(before);
  });

  it('refuses what is no text', async () => {
    expect(await codeOfAsync(() => previewImport('A=\0', engine))).toBe('import/unreadable');
  });
});
