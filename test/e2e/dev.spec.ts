/** `npm run dev` on a copy of the sources, with the stand-in: what is saved is seen. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { root } from './launch-target.ts';

const WANTED =
  /^(src-.*|scripts|packaging|LICENSE|package\.json|tsconfig\.base\.json|electron\.vite\.config\.ts)$/;
let folder = '';
let copy = '';

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-dev-'));
  copy = join(folder, 'sources');
  for (const name of readdirSync(root).filter((one) => WANTED.test(one))) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  cpSync(join(root, 'test/stand-in'), join(copy, 'test/stand-in'), { recursive: true });
  // A folder of its own, because caches lie in it.
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (/^\.(cache|vite)/.test(name)) continue;
    symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  }
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function startDev(): ChildProcess {
  const { DISPLAY: _display, ...env } = process.env;
  const args = ['--remote-debugging-port=0', `--user-data-dir=${join(folder, 'profile')}`];
  return spawn(process.execPath, [join(copy, 'scripts/dev.mjs'), ...args], {
    cwd: copy,
    env: {
      ...env,
      ELECTRON_EXEC_PATH: join(copy, 'test/stand-in/electron'),
      KEYWRIGHT_HOME: join(folder, 'home'),
      TMPDIR: folder,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** The address of each window that is opened, in turn. */
async function* windowsOf(dev: ChildProcess): AsyncGenerator<string, never> {
  let text = '';
  for await (const chunk of dev.stderr ?? []) {
    text += String(chunk);
    const found = /DevTools listening on (ws:\S+)\n/.exec(text);
    if (found?.[1] === undefined) continue;
    text = text.slice(found.index + found[0].length);
    yield found[1];
  }
  throw new Error(`npm run dev ended: ${text}`);
}

async function pageAt(address: string): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('no window was opened');
  await page.getByText('Step 1 of 4').waitFor();
  return { browser, page };
}

test('npm run dev shows a change of the page at once, and starts anew for one of the engine @long', async () => {
  test.setTimeout(240_000);
  const dev = startDev();
  const ended = once(dev, 'exit');
  try {
    const windows = windowsOf(dev);
    const first = await pageAt((await windows.next()).value);
    await first.page.evaluate(() => Object.assign(globalThis, { wasHereBefore: true }));
    await first.page.getByLabel('Password', { exact: true }).fill('typed before');
    const shown = join(copy, 'src-renderer/door/choose-password.tsx');
    const source = readFileSync(shown, 'utf8');
    expect(source).toContain('<StepHead step={1}');
    writeFileSync(shown, source.replace('<StepHead step={1}', '<StepHead step={3}'));
    await first.page.getByText('Step 3 of 4').waitFor();
    expect(await first.page.evaluate(() => 'wasHereBefore' in globalThis)).toBe(true);
    expect(await first.page.getByLabel('Password', { exact: true }).inputValue()).toBe(
      'typed before',
    );
    writeFileSync(shown, source);
    await first.page.getByText('Step 1 of 4').waitFor();

    const closed = new Promise((resolveIt) => first.browser.once('disconnected', resolveIt));
    appendFileSync(join(copy, 'src-engine/desk/desk-main.ts'), '\n');
    const second = await pageAt((await windows.next()).value);
    await closed;
    expect(await second.page.evaluate(() => 'wasHereBefore' in globalThis)).toBe(false);
    await second.browser.close();
  } finally {
    dev.kill('SIGTERM');
  }
  await ended;
});
