/** Utility processes, and ports that the main process hands to a window and an engine. */
import { expect, test } from '../../e2e/fixture.ts';
import './fixture-app.ts';

test.beforeEach(async ({ launched }) => {
  await expect(launched.page.locator('#answer')).toHaveText('hello window');
});

test('lets the window and the engine talk over a port, values and errors alike', async ({
  launched,
}) => {
  const result = await launched.page.evaluate(async () => {
    const { fixture } = globalThis;
    const many = await Promise.all(
      Array.from({ length: 100 }, (_item, i) => fixture.call('echo', i)),
    );
    const refused = await fixture.call('fail').catch((error: Error) => error.message);
    const value = { date: new Date(7), bytes: new Uint8Array([0, 255]), map: new Map([['a', 1n]]) };
    const back = (await fixture.call('echo', value)) as typeof value;
    return {
      inOrder: many.every((item, i) => item === i),
      refused,
      value: [back.date.getTime(), Array.from(back.bytes), String(back.map.get('a'))],
    };
  });
  expect(result).toEqual({
    inOrder: true,
    refused: 'the engine refuses',
    value: [7, [0, 255], '1'],
  });
});

test('runs the engine as a process of its own, with its arguments and environment', async ({
  launched,
}) => {
  const { page, main } = launched;
  const seen = await page.evaluate(() => globalThis.fixture.call('environment'));
  expect(seen).toMatchObject({
    arguments: ['--one', 'two'],
    script: expect.stringMatching(/engine\.mjs$/),
    type: 'utility',
    hasSend: 'undefined',
    mark: 'given',
  });
  const pid = await page.evaluate(() => globalThis.fixture.call('pid'));
  expect(await main(() => globalThis.fixture.engine.pid)).toBe(pid);
  expect(pid).not.toBe(launched.app.process().pid);
  await main(() => globalThis.fixture.engine.postMessage({ kind: 'print', text: 'on stdout' }));
  await expect.poll(() => main(() => globalThis.fixture.log)).toContain('engine: on stdout');
});

test('passes ports on over ports, and from a window to the main process', async ({ launched }) => {
  const answers = await launched.page.evaluate(async () => [
    await globalThis.fixture.sendPort(),
    await globalThis.fixture.portToMain(),
  ]);
  expect(answers).toEqual([
    'engine heard over the second port',
    'main heard over the second port from preload',
  ]);
});

test('closes the window’s port when the engine dies, and says how it ended', async ({
  launched,
}) => {
  const { page, main } = launched;
  const closed = page.evaluate(() => globalThis.fixture.whenClosed());
  await main(() => globalThis.fixture.engine.kill());
  expect(await closed).toBe('closed after hello');
  await expect.poll(() => main(() => globalThis.fixture.engineExits)).toEqual([0]);
  expect(
    await main(() => [globalThis.fixture.engine.pid ?? 'gone', globalThis.fixture.engine.kill()]),
  ).toEqual(['gone', false]);
});

test('tells the engine when the window’s document goes, or closes its port', async ({
  launched,
}) => {
  const { page, main } = launched;
  const gone = () =>
    main(() => globalThis.fixture.heard.filter(({ kind }) => kind === 'client-gone').length);
  await page.reload();
  await expect.poll(gone).toBe(1);
  await expect(page.locator('#answer')).toHaveText('hello window');
  await page.evaluate(() => globalThis.fixture.closePort());
  await expect.poll(gone).toBe(2);
});

test('reports exit codes, and goes on with a new engine', async ({ launched }) => {
  const { page, main } = launched;
  await main(() => globalThis.fixture.engine.postMessage({ kind: 'exit', code: 7 }));
  await expect.poll(() => main(() => globalThis.fixture.engineExits)).toEqual([7]);
  await main(() => {
    const { fixture } = globalThis;
    fixture.engine = fixture.startEngine();
    fixture.engine.postMessage({ kind: 'throw' });
  });
  await expect.poll(() => main(() => globalThis.fixture.engineExits)).toEqual([7, 1]);
  await main(() => {
    const { fixture } = globalThis;
    fixture.engine = fixture.startEngine();
  });
  await page.reload();
  await expect(page.locator('#answer')).toHaveText('hello window');
});

test('kills an engine that does not end by itself', async ({ launched }) => {
  const { main } = launched;
  await main(() => {
    globalThis.fixture.engine.postMessage({ kind: 'spin' });
    globalThis.fixture.engine.kill();
  });
  await expect.poll(() => main(() => globalThis.fixture.engineExits)).toEqual([0]);
});

test('keeps messages for a port until it is started, and neuters one that was given away', async ({
  launched,
}) => {
  const result = await launched.main(async ({ MessageChannelMain }) => {
    const { port1, port2 } = new MessageChannelMain();
    const got: unknown[] = [];
    port2.on('message', ({ data }) => got.push(data));
    port1.postMessage('first');
    port1.postMessage('second');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = got.length;
    const closed = new Promise((resolve) => port2.once('close', () => resolve('closed')));
    port2.start();
    port1.close();
    const end = await closed;
    const second = new MessageChannelMain();
    globalThis.fixture.engine.postMessage({ kind: 'client' }, [second.port1]);
    let refused = '';
    try {
      globalThis.fixture.engine.postMessage({ kind: 'client' }, [second.port1]);
    } catch (error) {
      refused = (error as Error).message;
    }
    return { before, got, end, refused };
  });
  expect(result).toEqual({
    before: 0,
    got: ['first', 'second'],
    end: 'closed',
    refused: 'Port at index 0 is already neutered.',
  });
});
