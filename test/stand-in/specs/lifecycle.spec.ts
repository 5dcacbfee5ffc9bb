/** How the program starts, hands over, quits and dies; nothing may outlive it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../../e2e/fixture.ts';
import { environmentOf, failIfLeft, launch, type Place } from '../../e2e/launch.ts';
import { electronProgram } from '../../e2e/launch-target.ts';
import { ProcessWatch } from '../../e2e/process-watch.ts';
import { fixtureApp } from './fixture-app.ts';

function start(place: Place, ...args: string[]): ChildProcess {
  return spawn(electronProgram(), [fixtureApp, `--user-data-dir=${place.userData}`, ...args], {
    env: environmentOf(place),
    stdio: 'ignore',
  });
}

test('hands the command line of a second instance to the first', async ({ launched }) => {
  const { main, place } = launched;
  const [code] = (await once(start(place, '--hello'), 'exit')) as [number];
  expect(code).toBe(0);
  const argv = () => main(() => globalThis.fixture.secondInstance ?? []);
  await expect.poll(argv).toContain('--hello');
});

test('finds what an earlier launch has stored, and draws the window', async ({ place }, info) => {
  const first = await launch({ appPath: fixtureApp, place });
  await first.page.evaluate(() => localStorage.setItem('kept', 'value'));
  await first.close();
  const second = await launch({ appPath: fixtureApp, place });
  expect(await second.page.evaluate(() => localStorage.getItem('kept'))).toBe('value');
  const path = join(info.outputDir, 'window.png');
  await second.page.screenshot({ path });
  expect(statSync(path).size).toBeGreaterThan(3000);
  await second.close();
});

test('quits in order', async ({ launched }) => {
  const { main } = launched;
  await main(({ app }) => {
    app.once('will-quit', (event) => event.preventDefault());
    app.quit();
  });
  await expect
    .poll(() => main(() => globalThis.fixture.log.filter((entry) => /quit/.test(entry))))
    .toEqual(['before-quit', 'will-quit']);
});

/** A renderer and the engine run, and with them everything else. */
function isUp(watch: ProcessWatch): boolean {
  const commands = watch.running().map(({ command }) => command);
  return ['--type=renderer', 'engine.mjs'].every((part) =>
    commands.some((command) => command.includes(part)),
  );
}

const ENDS: readonly [name: string, end: NodeJS.Signals, code: number | null][] = [
  ['SIGTERM', 'SIGTERM', 0],
  ['SIGINT', 'SIGINT', 0],
  ['SIGKILL', 'SIGKILL', null],
];

for (const [name, signal, code] of ENDS) {
  test(`leaves no process after ${name}`, async ({ place }) => {
    const child = start(place);
    const exited = once(child, 'exit') as Promise<[number | null]>;
    const watch = new ProcessWatch(place.folder);
    await expect.poll(() => isUp(watch), { timeout: 30_000 }).toBe(true);
    child.kill(signal);
    expect((await exited)[0]).toBe(code);
    await failIfLeft(watch);
  });
}

test('leaves no process when the browser under the app dies', async ({ place }) => {
  const child = start(place);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const watch = new ProcessWatch(place.folder);
  await expect.poll(() => isUp(watch), { timeout: 30_000 }).toBe(true);
  const browser = watch.running().find(({ command }) => /--remote-debugging-pipe/.test(command));
  process.kill(browser?.pid ?? 0, 'SIGKILL');
  expect((await exited)[0]).toBe(1);
  await failIfLeft(watch);
});
