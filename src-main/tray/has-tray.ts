/**
 * Whether an icon in the tray would be seen. macOS and Windows always have one; on Linux a StatusNotifierWatcher must be on the session
 * bus (bare GNOME has none). Where that cannot be asked there is none, so that the window is never hidden with no way back.
 */
import type { execFile } from 'node:child_process';

const ASK = [
  ['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'],
  ['--method', 'org.freedesktop.DBus.NameHasOwner', 'org.kde.StatusNotifierWatcher'],
].flat();
const WAIT_MS = 2_000;

export function hasTray(platform: string, run: typeof execFile): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    run('gdbus', ASK, { timeout: WAIT_MS }, (error, stdout) => {
      resolve(error === null && stdout.trim() === '(true,)');
    });
  });
}
