/**
 * Starts the app under a driver, on whatever `launch-target.ts` says. Each launch has a temporary folder, a profile and a Keywright
 * home of its own, and its end is checked: a process that is left over fails the spec.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { launchTarget, root, standInFolder } from './launch-target.ts';
import { ProcessWatch } from './process-watch.ts';

type ElectronModule = typeof Electron.CrossProcessExports;

export interface LaunchOptions {
  /** The folder of the app; Keywright's own by default. */
  readonly appPath?: string;
  /** From `makePlace`; kept by the caller, so that a second launch finds what the first has left. */
  readonly place: Place;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Run once the program is up; for one that shows no window by itself. */
  readonly beforeWindow?: (main: MainCall) => Promise<void>;
}

/** Everything a launch may write to. */
export interface Place {
  readonly folder: string;
  readonly userData: string;
  readonly keywrightHome: string;
  readonly temporary: string;
}

export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly place: Place;
  readonly main: MainCall;
  /** Clicks an item of the tray's menu, by its id. */
  readonly clickTray: (id: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Runs in the main process, with the `electron` module. */
export interface MainCall {
  <T, A>(run: (electron: ElectronModule, argument: A) => T | Promise<T>, argument: A): Promise<T>;
  <T>(run: (electron: ElectronModule) => T | Promise<T>): Promise<T>;
}

const END_TIMEOUT_MS = 10_000;

export function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'kw-e2e-'));
  const place = {
    folder,
    userData: join(folder, 'profile'),
    keywrightHome: join(folder, 'home'),
    temporary: join(folder, 'tmp'),
  };
  for (const path of Object.values(place)) mkdirSync(path, { recursive: true, mode: 0o700 });
  return place;
}

export function removePlace({ folder }: Place): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The environment of a launch: nothing of a developer's own Keywright reaches it. */
export function environmentOf(place: Place): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('KEYWRIGHT_') && name !== 'ELECTRON_RUN_AS_NODE',
  );
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    TMPDIR: place.temporary,
    KEYWRIGHT_HOME: place.keywrightHome,
  };
}

export async function launch(options: LaunchOptions): Promise<Launched> {
  const { place } = options;
  const target = launchTarget();
  if (target === 'stand-in') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder;
  const program = process.env['E2E_EXECUTABLE'];
  const recorder = join(root, 'test/e2e/recorder.cjs');
  const app = await _electron.launch({
    ...(target === 'packaged' && program !== undefined ? { executablePath: program } : {}),
    args: [
      ...(target === 'packaged' ? [] : ['-r', recorder, options.appPath ?? root]),
      `--user-data-dir=${place.userData}`,
      ...(options.args ?? []),
    ],
    cwd: root,
    // The app's own theme decides.
    colorScheme: null,
    chromiumSandbox: target !== 'stand-in',
    env: { ...environmentOf(place), ...options.env },
  });
  const main = app.evaluate.bind(app) as unknown as MainCall;
  await options.beforeWindow?.(main);
  const page = await app.firstWindow();
  await page.waitForURL(({ protocol }) => protocol !== 'about:' && protocol !== 'data:');
  const watch = new ProcessWatch(place.folder);
  watch.running();
  return {
    app,
    page,
    place,
    main,
    clickTray: (id) => main(clickTrayItem, id),
    close: () => closeAndCheck(app, watch),
  };
}

export function clickTrayItem(_electron: ElectronModule, id: string): void {
  interface Item {
    readonly id: string;
    click(event: object, window: undefined, contents: undefined): void;
  }
  const { e2eRecord } = globalThis as unknown as {
    e2eRecord: { trays: { menu: { items: Item[] } }[] };
  };
  const item = e2eRecord.trays.at(-1)?.menu.items.find((candidate) => candidate.id === id);
  if (item === undefined) throw new Error(`the tray has no item ${id}`);
  item.click({}, undefined, undefined);
}

async function closeAndCheck(app: ElectronApplication, watch: ProcessWatch): Promise<void> {
  await app.close();
  await failIfLeft(watch);
}

/** Ends what is left of a launch, and throws where anything was. */
export async function failIfLeft(watch: ProcessWatch): Promise<void> {
  const left = await watch.left(END_TIMEOUT_MS);
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  if (left.length === 0) return;
  const names = left.map(({ pid, command }) => `${pid} ${command.slice(0, 120)}`);
  throw new Error(`processes outlived the app: ${names.join('; ')}`);
}
