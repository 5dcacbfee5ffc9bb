/** What a page of ours cannot do, tried from inside it (docs/security/electron.md). */
import { expect, test } from './fixture.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { ask, seedVault } from './seed.ts';

test('the page stays: no other address, no window, no frame', async ({ launched }) => {
  const { page, main } = launched;
  for (const address of [
    'https://example.org/',
    'file:///etc/passwd',
    'data:text/html,x',
    'app://other/',
  ]) {
    await page.evaluate((url) => window.location.assign(url), address).catch(() => undefined);
  }
  const opened = await page.evaluate(() =>
    ['https://example.org/', 'index.html', 'about:blank'].map((url) => window.open(url) === null),
  );
  expect(opened).toEqual([true, true, true]);
  const frame = await page.evaluate(() => {
    const element = document.createElement('iframe');
    element.src = 'index.html';
    document.body.append(element);
    return new Promise((resolve) => {
      element.addEventListener('load', () =>
        resolve(element.contentDocument?.body.childElementCount ?? 0),
      );
    });
  });
  expect(frame).toBe(0);
  const windows = await main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  );
  expect(windows).toEqual(['app://keywright/index.html']);
  // Electron's own menu would reload the page and open developer tools by keys.
  const roles = await main(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items ?? [];
    return items.flatMap(({ submenu }) => submenu?.items.map(({ role }) => String(role)) ?? []);
  });
  expect(roles.filter((role) => /reload|devtools|zoom(in|out)/i.test(role))).toEqual([]);
});

test('the page has no permission and no network', async ({ launched: { page } }) => {
  const denied = await page.evaluate(async () => {
    const states = [];
    for (const name of ['geolocation', 'notifications', 'clipboard-read'] as PermissionName[]) {
      states.push((await navigator.permissions.query({ name })).state);
    }
    return states;
  });
  expect(denied).toEqual(['denied', 'denied', 'denied']);
  const reached = await page.evaluate(() =>
    Promise.all(
      ['https://example.org/', 'http://127.0.0.1:4280/healthz'].map((url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'reached',
          () => 'refused',
        ),
      ),
    ),
  );
  expect(reached).toEqual(['refused', 'refused']);
});

test('text never becomes script: no inline script, no eval, no markup from a string', async ({
  launched: { page },
}) => {
  const tried = await page.evaluate(async () => {
    const state = window as unknown as { wasRun?: number; evaluated?: string };
    const script = document.createElement('script');
    script.append('window.wasRun=1');
    const button = document.createElement('button');
    const refusals = [
      () => button.setAttribute('onclick', 'window.wasRun=1'),
      () => document.body.append(script),
      () => void (button.innerHTML = '<img>'),
      () => document.write('<img>'),
      () => void (document.createElement('script').src = 'x.js'),
    ].filter((attempt) => {
      try {
        attempt();
        return false;
      } catch {
        return true;
      }
    }).length;
    button.click();
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        try {
          const build: unknown = Reflect.get(window, 'Function');
          Reflect.construct(build as () => void, ['window.wasRun=1']);
          state.evaluated = 'run';
        } catch (error) {
          state.evaluated = (error as Error).name;
        }
        resolve();
      });
    });
    return { wasRun: state.wasRun, evaluated: state.evaluated, refusals };
  });
  expect(tried).toEqual({ wasRun: undefined, evaluated: 'EvalError', refusals: 4 });
});

test('the page knows nothing of Node or Electron, and its bridge takes listed names only', async ({
  launched: { page },
}) => {
  const seen = await page.evaluate(async () => {
    const globals = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'];
    const bridge = (
      window as unknown as { keywright: Record<string, (...all: unknown[]) => unknown> }
    ).keywright;
    const names = ['engine:end', 'constructor', '__proto__', 'ELECTRON_BROWSER', ''];
    const replies = await Promise.all(
      names.flatMap((name) => [bridge['tell']?.(name, {}), bridge['ask']?.(name, {})]),
    );
    return {
      globals: globals.filter((name) => name in window),
      keys: Object.keys(bridge).toSorted(),
      isFrozen: Object.isFrozen(bridge),
      codes: [
        ...new Set(replies.map((reply) => (reply as { error: { code: string } }).error.code)),
      ],
    };
  });
  expect(seen).toEqual({
    globals: [],
    keys: ['ask', 'onEngine', 'onMain', 'tell'],
    isFrozen: true,
    codes: ['usage/invalid-argument'],
  });
});

test('a second window with our own page and preload may ask nothing of main', async ({
  launched,
}) => {
  const { page, main, app } = launched;
  const second = app.waitForEvent('window');
  await main(async ({ BrowserWindow }, preload) => {
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await other.loadURL('app://keywright/index.html');
  }, `${process.cwd()}/out/preload/index.cjs`);
  const other = await second;
  await other.waitForLoadState();
  const reply = await other.evaluate(() => window.keywright.tell('desk:facts', {}));
  expect(reply).toMatchObject({ error: { code: 'desk/foreign-page' } });
  expect(await page.evaluate(() => window.keywright.tell('desk:facts', {}))).toHaveProperty(
    'answer',
  );
});

test(`${HOSTILE_TEXTS.length} scripts as names, tags and notes are shown as the text they are`, async ({
  launched: { page },
}) => {
  await seedVault(page);
  const common = { kind: 'token', secret: 'x', url: null, expires: null };
  await ask(page, 'entry:import', {
    entries: HOSTILE_TEXTS.map((text) => ({ ...common, name: text, notes: text, tags: [] })),
    source: 'specs',
  });
  const shown = new Set<string>();
  for (const section of ['Audit', 'Third-party']) {
    await page.getByRole('button', { name: section, exact: true }).click();
  }
  const names = page.getByText(/window\.wasRun=1/);
  await names.first().click();
  await names.first().hover();
  for (let step = 0; step < 20; step += 1) {
    await page.mouse.wheel(0, 360);
    await expect(names.first()).toBeVisible();
    for (const text of await names.allTextContents()) shown.add(text);
  }
  expect(shown.size).toBeGreaterThan(100);
  expect([...shown].filter((text) => !HOSTILE_TEXTS.includes(text))).toEqual([]);
  const seen = await page.evaluate(() => ({
    wasRun: 'wasRun' in window,
    grown: document.querySelectorAll(
      'main :is(script, iframe, object, img[src=x], math, template, video)',
    ).length,
  }));
  expect(seen).toEqual({ wasRun: false, grown: 0 });
});
