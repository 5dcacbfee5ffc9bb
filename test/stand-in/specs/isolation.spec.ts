/** The bridge and IPC: what crosses, how it fails, and that a hostile page sees nothing of it. */
import { expect, test } from '../../e2e/fixture.ts';
import './fixture-app.ts';

test.beforeEach(async ({ launched }) => {
  await expect(launched.page.locator('#answer')).toHaveText('hello window');
});

test('leaves no trace of Node or of the stand-in in the page', async ({ launched }) => {
  const names = [
    'require',
    'process',
    'module',
    'Buffer',
    'electron',
    '__standInSend',
    '__standInReceive',
  ];
  const found = await launched.page.evaluate(
    (list) => list.filter((name) => name in window),
    names,
  );
  expect(found).toEqual([]);
});

test('hands the page a frozen interface that it cannot replace', async ({ launched }) => {
  const result = await launched.page.evaluate(() => {
    const { fixture } = globalThis;
    const attempt = (run: () => void) => {
      try {
        run();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      Object.isFrozen(fixture),
      Object.isFrozen(fixture.deep.nested),
      attempt(() => Object.assign(fixture, { call: 1 })),
      attempt(() => Object.defineProperty(window, 'fixture', { value: 1 })),
      attempt(() => fixture.exposeAgain()),
    ];
  });
  expect(result).toEqual([true, true, 'TypeError', 'TypeError', 'Error']);
});

test('carries functions, errors and callbacks over the bridge at once', async ({ launched }) => {
  const result = await launched.page.evaluate(() => {
    const { fixture } = globalThis;
    let thrown = '';
    try {
      fixture.throws();
    } catch (error) {
      thrown = `${error instanceof Error} ${(error as Error).name} ${(error as Error).message}`;
    }
    const modules = ['fs', 'node:child_process', 'electron'].map((id) => fixture.tryRequire(id));
    return { values: [fixture.add(2, 3), fixture.callMe((n) => n * 2)], thrown, modules };
  });
  expect(result).toEqual({
    values: [5, 41],
    thrown: 'true Error boom in isolated world',
    modules: ['module not found: fs', 'module not found: node:child_process', 'object'],
  });
});

test('rejects with the words of Electron', async ({ launched }) => {
  const errors = await launched.page.evaluate(async () => {
    const { fixture } = globalThis;
    const rejected = (call: () => Promise<unknown>) =>
      new Promise<string>((resolve) => {
        resolve(
          Promise.resolve()
            .then(call)
            .then(
              () => 'resolved',
              (error: Error) => error.message,
            ),
        );
      });
    return [
      await rejected(() => fixture.fail()),
      await rejected(() => fixture.uncloneable()),
      await rejected(() => fixture.missing()),
      await rejected(() => fixture.sendFunction()),
      await rejected(() => fixture.echo(new WeakMap())),
    ];
  });
  expect(errors).toEqual([
    "Error invoking remote method 'fail': RangeError: wrong password",
    "Error invoking remote method 'uncloneable': Error: An object could not be cloned.",
    "Error invoking remote method 'no-such-channel': Error: No handler registered for 'no-such-channel'",
    'An object could not be cloned.',
    'An object could not be cloned.',
  ]);
});

test('tells the main process who sends by what Chromium knows', async ({ launched }) => {
  const who = await launched.page.evaluate(() => globalThis.fixture.whoAmI());
  expect(who).toEqual({ url: 'app://fixture/index.html', origin: 'app://fixture' });
});

test('carries cycles, maps, dates and bytes there and back', async ({ launched }) => {
  const result = await launched.page.evaluate(async () => {
    const value: Record<string, unknown> = {
      map: new Map([[1, new Set(['x'])]]),
      date: new Date(5),
      big: 12n,
      bytes: new Uint8Array([1, 2, 255]),
      pattern: /a/gi,
      none: undefined,
      numbers: [Number.NaN, -0],
      error: new RangeError('r'),
    };
    value['self'] = value;
    const back = (await globalThis.fixture.echo(value)) as Record<string, unknown>;
    const numbers = back['numbers'] as number[];
    return [
      [...((back['map'] as Map<number, Set<string>>).get(1) ?? [])],
      (back['date'] as Date).getTime(),
      String(back['big']),
      [...(back['bytes'] as Uint8Array)],
      String(back['pattern']),
      'none' in back,
      [Object.is(numbers[0], Number.NaN), Object.is(numbers[1], -0)],
      (back['error'] as Error).message,
      back['self'] === back,
    ];
  });
  expect(result).toEqual([['x'], 5, '12', [1, 2, 255], '/a/gi', true, [true, true], 'r', true]);
});

test('shows nothing to a page that has patched every built-in', async ({ launched }) => {
  const result = await launched.page.evaluate(async () => {
    const seen: string[] = [];
    const note = (what: string) => {
      seen[seen.length] = what;
    };
    const restore: (() => void)[] = [];
    const undoLater = (undo: () => void) => {
      restore[restore.length] = undo;
    };
    const spy = (owner: object, name: string, replacement: unknown) => {
      const original = Object.getOwnPropertyDescriptor(owner, name);
      Object.defineProperty(owner, name, {
        configurable: true,
        writable: true,
        value: replacement,
      });
      undoLater(() => {
        if (original === undefined) Reflect.deleteProperty(owner, name);
        else Object.defineProperty(owner, name, original);
      });
    };
    const watch = (owner: object, name: string) => {
      const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
      spy(owner, name, function watched(this: unknown, ...args: unknown[]) {
        note(name);
        return Reflect.apply(original, this, args);
      });
    };
    watch(EventTarget.prototype, 'dispatchEvent');
    watch(EventTarget.prototype, 'addEventListener');
    for (const name of ['get', 'set', 'has']) watch(Map.prototype, name);
    for (const name of ['get', 'set']) watch(WeakMap.prototype, name);
    for (const name of ['includes', 'map', 'push', 'forEach']) watch(Array.prototype, name);
    watch(String.prototype, 'slice');
    watch(ArrayBuffer, 'isView');
    watch(Promise.prototype, 'then');
    watch(Object, 'keys');
    watch(Object, 'freeze');
    watch(window, 'structuredClone');
    const everything = Object.prototype;
    const trap = (name: string) => {
      Object.defineProperty(everything, name, {
        configurable: true,
        get() {
          note(`Object.prototype.${name}`);
          return undefined;
        },
        set() {
          note(`Object.prototype.${name} set`);
        },
      });
      undoLater(() => Reflect.deleteProperty(everything, name));
    };
    for (const name of ['ok', 'op', 'tree', 'detail', 'bubbles', 'composed', 'cancelable', 'value'])
      trap(name);
    const sum = globalThis.fixture.add(1, 2);
    const called = globalThis.fixture.callMe((n) => n);
    const seenByCalls = Array.from({ length: seen.length }, (_item, index) => seen[index]);
    for (const undo of restore) undo();
    return { sum, called, seenByCalls };
  });
  expect(result).toEqual({ sum: 3, called: 21, seenByCalls: [] });
});
