/**
 * Reads one line of `gdbus monitor` for what it says about sleep, the screen's lock and the person's session. Electron tells of these
 * on macOS and Windows only. Lines of other sessions than ours, and lines that fit nothing, mean nothing.
 */
import type { LockReason } from '../../src-shared/desk/main-calls.ts';

export type BusReason = Extract<LockReason, 'sleep' | 'screen-lock' | 'user-switch'>;

const LINE = /^(\/[A-Za-z0-9_/]*): ([A-Za-z0-9_.]+)\.([A-Za-z0-9_]+) \((.*)\)$/;
const SCREEN_SAVERS: ReadonlySet<string> = new Set([
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
]);
const SESSION = 'org.freedesktop.login1.Session';

/** `sessionPath` is our session's object; null: unknown, and every session's lock counts. */
export function readBusLine(line: string, sessionPath: string | null): BusReason | null {
  const [, path, face, member, values] = LINE.exec(line.trimEnd()) ?? [];
  if (path === undefined || face === undefined || values === undefined) return null;
  if (face === 'org.freedesktop.login1.Manager' && member === 'PrepareForSleep') {
    return values.startsWith('true') ? 'sleep' : null;
  }
  if (SCREEN_SAVERS.has(face) && member === 'ActiveChanged') {
    return values.startsWith('true') ? 'screen-lock' : null;
  }
  const isOurs = sessionPath === null || path === sessionPath;
  if (face === SESSION && member === 'Lock') return isOurs ? 'screen-lock' : null;
  const isChange = face === 'org.freedesktop.DBus.Properties' && member === 'PropertiesChanged';
  if (!isChange || !values.startsWith(`'${SESSION}'`) || !isOurs) return null;
  if (values.includes("'LockedHint': <true>")) return 'screen-lock';
  // Another person's session going to the background is theirs to mind.
  return sessionPath !== null && values.includes("'Active': <false>") ? 'user-switch' : null;
}

/** The object path that logind gives a session id (its bus label escape). Null: there is no id. */
export function sessionPathOf(id: string | undefined): string | null {
  if (id === undefined || id === '') return null;
  const escaped = Array.from(id, (letter, index) => {
    const isPlain = index === 0 ? /[A-Za-z]/.test(letter) : /[A-Za-z0-9]/.test(letter);
    return isPlain ? letter : `_${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `/org/freedesktop/login1/session/${escaped.join('')}`;
}
