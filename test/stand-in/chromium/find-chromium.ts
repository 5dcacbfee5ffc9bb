/**
 * Which Chromium program the stand-in drives. With a display and no wish otherwise it is one that can show windows, else the
 * headless shell, which starts twice as fast; `ELECTRON_STANDIN_CHROMIUM` names one outright.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface ChromiumProgram {
  readonly path: string;
  readonly kind: 'shell' | 'headless' | 'windows';
}

export interface ChromiumSearch {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isExecutable: (path: string) => boolean;
}

/** The real programs come first: the distribution's `chromium` on the path is a shell script around them. */
const FULL = ['/usr/lib/chromium/chromium', '/usr/lib/chromium-browser/chromium-browser'];
const FULL_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const SHELL = ['/usr/lib/chromium/chromium-headless-shell'];
const SHELL_NAMES = ['chromium-headless-shell', 'chrome-headless-shell'];

/** Null where there is no Chromium of the kind that is asked for. */
export function findChromium(search: ChromiumSearch): ChromiumProgram | null {
  const { env } = search;
  const isHeadless = env['ELECTRON_STANDIN_HEADLESS'] === '1' || !hasDisplay(env);
  const named = env['ELECTRON_STANDIN_CHROMIUM'];
  if (named !== undefined && named !== '') {
    const isShell = /headless[-_]shell/.test(named);
    return { path: named, kind: isShell ? 'shell' : isHeadless ? 'headless' : 'windows' };
  }
  const full = firstProgram(FULL, FULL_NAMES, search);
  if (!isHeadless) return full === null ? null : { path: full, kind: 'windows' };
  const shell = firstProgram(SHELL, SHELL_NAMES, search);
  if (shell !== null) return { path: shell, kind: 'shell' };
  return full === null ? null : { path: full, kind: 'headless' };
}

export function hasDisplay(env: ChromiumSearch['env']): boolean {
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function firstProgram(
  paths: readonly string[],
  names: readonly string[],
  { env, isExecutable }: ChromiumSearch,
): string | null {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, ...onPath].find(isExecutable) ?? null;
}
