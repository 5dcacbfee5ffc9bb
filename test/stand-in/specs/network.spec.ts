/** Content security policy, navigation, popups, permissions and response headers. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../../e2e/fixture.ts';
import './fixture-app.ts';

test.beforeEach(async ({ launched }) => {
  await expect(launched.page.locator('#answer')).toHaveText('hello window');
});

test('holds the page to its policy, Trusted Types included', async ({ launched }) => {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/leak`;
  const result = await launched.page.evaluate(async (leak) => {
    const violations = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.add(event.effectiveDirective);
    });
    // In a timer: what DevTools evaluates by itself is exempt from the check.
    const inTimer = (run: () => unknown) =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(run());
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      });
    const evaluate = Reflect.get(window, 'eval') as (code: string) => unknown;
    const evaluated = await inTimer(() => evaluate('1 + 1'));
    const html = await inTimer(() => {
      document.createElement('p').innerHTML = '<b>x</b>';
      return 'set';
    });
    const fetched = await fetch(leak).then(
      () => 'ok',
      () => 'refused',
    );
    const image = await new Promise((resolve) => {
      const element = new Image();
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      element.src = leak;
    });
    return {
      evaluated,
      html,
      fetched,
      image,
      inline: '__inlineRan' in window,
      violations: Array.from(violations).toSorted(),
    };
  }, url);
  server.close();
  expect(result).toMatchObject({
    html: 'TypeError',
    fetched: 'refused',
    image: 'refused',
    inline: false,
  });
  expect(['EvalError', 'TypeError']).toContain(result.evaluated);
  expect(result.violations).toEqual(expect.arrayContaining(['connect-src', 'img-src']));
  expect(hits).toEqual([]);
});

test('asks the app before a page navigates, and stays where it refuses', async ({ launched }) => {
  const { page, main } = launched;
  await page.getByRole('link', { name: 'Away' }).click();
  const log = () => main(() => globalThis.fixture.log);
  await expect.poll(log).toContain('will-navigate https://evil.example/');
  expect(await main(() => globalThis.fixture.window.webContents.getURL())).toBe(
    'app://fixture/index.html',
  );
  await expect(page.getByRole('heading')).toHaveText('Fixture');
});

test('opens no window for a page: neither by script nor by link', async ({ launched }) => {
  const { app, page, main } = launched;
  expect(
    await page.evaluate(() => window.open('https://evil.example/x', 'n', 'width=300')),
  ).toBeNull();
  await page.getByRole('link', { name: 'Help' }).click();
  await page.getByRole('link', { name: 'Help' }).click({ modifiers: ['Control'] });
  const opened = () => main(() => globalThis.e2eRecord.opened);
  await expect.poll(opened).toEqual(['https://docs.example/help', 'https://docs.example/help']);
  await expect.poll(() => app.windows().length).toBe(1);
  expect(await main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('refuses what the permission handler refuses', async ({ launched }) => {
  const answers = await launched.page.evaluate(async () => [
    await Notification.requestPermission(),
    await navigator.clipboard.readText().catch((error: Error) => error.name),
    await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('ok'),
        ({ code }) => resolve(code),
      );
    }),
  ]);
  expect(answers).toEqual(['denied', 'NotAllowedError', 1]);
});

test('lets the app change response headers, and answers what it does not serve with 404', async ({
  launched,
}) => {
  const result = await launched.page.evaluate(async () => {
    const good = await fetch('./page.css');
    const missing = await fetch('./nothing.css');
    return [good.headers.get('x-fixture'), good.status, missing.status];
  });
  expect(result).toEqual(['seen', 200, 404]);
});
