/** Where main keeps its own small files. The vault's places belong to the engine; this follows the same rule (docs/cli.md, "Places"). */
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export function preferencesPath(env: Environment, platform: string): string {
  const home = env.KEYWRIGHT_HOME;
  if (home !== undefined && home !== '') return join(resolve(home), 'window.json');
  if (platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'Keywright', 'window.json');
  }
  if (platform === 'win32') {
    return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Keywright', 'window.json');
  }
  const config = env.XDG_CONFIG_HOME;
  const base = config?.startsWith('/') === true ? config : join(homedir(), '.config');
  return join(base, 'keywright', 'window.json');
}

/** Where the window was left, beside the preferences. */
export function windowPlacePath(env: Environment, platform: string): string {
  return join(dirname(preferencesPath(env, platform)), 'place.json');
}

/** The sealed reminder index, beside the preferences. */
export function remindersPath(env: Environment, platform: string): string {
  return join(dirname(preferencesPath(env, platform)), 'reminders.sealed');
}
