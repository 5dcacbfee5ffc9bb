/** On Linux the list is a folder of desktop entries; ours is one file, there while the start at login is on. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { autostartEntry, execValue, readAutostartEntry } from './autostart-entry.ts';
import type { LoginStartPort } from './login-start-port.ts';

interface LinuxDeps {
  readonly path: string;
  /** Absolute. */
  readonly program: string;
  readonly args: readonly string[];
  /** Whole or not at all; makes the folder where there is none. */
  readonly write: (path: string, content: string) => Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Named as the desktop entry of the package, so that desktops take the two for one program. */
export function autostartPath(env: Environment): string {
  const config = env.XDG_CONFIG_HOME;
  const base = config?.startsWith('/') === true ? config : join(homedir(), '.config');
  return join(base, 'autostart', 'keywright-desktop.desktop');
}

/** An AppImage runs from a folder that is gone afterwards: what can be started again is the image itself. */
export function startedProgram(env: Environment, execPath: string): string {
  const { APPIMAGE, APPDIR } = env;
  const isImage = APPIMAGE !== undefined && APPDIR !== undefined && APPDIR !== '';
  return isImage && execPath.startsWith(`${APPDIR}/`) ? APPIMAGE : execPath;
}

export function linuxLoginStart({ path, program, args, write }: LinuxDeps): LoginStartPort {
  const look: LoginStartPort['look'] = () => {
    const text = readOrNull(path);
    const entry = text === null ? null : readAutostartEntry(text);
    if (entry === null || !entry.isActive || entry.exec === null) return offered(false);
    const isOurs = entry.exec === execValue(program, args);
    return { ...offered(isOurs), note: isOurs ? null : 'other-program' };
  };
  return {
    look,
    set: async (isOn) => {
      try {
        if (isOn) await write(path, autostartEntry(program, args));
        else await rm(path, { force: true });
      } catch (error) {
        throw new KeywrightError('file/unwritable', `Cannot change ${path}${reasonOf(error)}`, {
          cause: error,
        });
      }
      return look();
    },
  };
}

function offered(isOn: boolean) {
  return { kind: 'offered', isOn, note: null } as const;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file is where its folder should be',
  ENOTDIR: 'a file is where its folder should be',
  EISDIR: 'a folder is in its place',
  ERR_FS_EISDIR: 'a folder is in its place',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const reason = REASONS[code ?? ''];
  return reason === undefined ? '' : `: ${reason}`;
}
