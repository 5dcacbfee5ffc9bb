/**
 * The only place that knows what a spec runs on: real Electron where its program is installed, a packaged build where
 * `E2E_EXECUTABLE` names one, else the stand-in. `E2E_TARGET=electron|stand-in` decides otherwise.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export type LaunchTarget = 'electron' | 'packaged' | 'stand-in';

export const root: string = resolve(import.meta.dirname, '../..');
export const standInFolder: string = join(root, 'test/stand-in');

export function launchTarget(): LaunchTarget {
  const { E2E_EXECUTABLE, E2E_TARGET } = process.env;
  if (E2E_EXECUTABLE) return 'packaged';
  if (E2E_TARGET === 'electron' || E2E_TARGET === 'stand-in') return E2E_TARGET;
  const manifest = createRequire(import.meta.url).resolve('electron/package.json');
  return existsSync(join(dirname(manifest), 'path.txt')) ? 'electron' : 'stand-in';
}

/** The program itself, for what starts it without Playwright. */
export function electronProgram(): string {
  if (launchTarget() === 'stand-in') return join(standInFolder, 'electron');
  return process.env['E2E_EXECUTABLE'] ?? (createRequire(import.meta.url)('electron') as string);
}
