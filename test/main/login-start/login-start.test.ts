import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginItemSettings, Settings } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStartedHidden } from '../../../src-main/login-start/is-started-hidden.ts';
import {
  autostartPath,
  linuxLoginStart,
  startedProgram,
} from '../../../src-main/login-start/linux-login-start.ts';
import { systemLoginStart } from '../../../src-main/login-start/system-login-start.ts';
import { writePrivateFile } from '../../../src-main/write-private-file.ts';

const OFF = { kind: 'offered', isOn: false, note: null };
const ON = { kind: 'offered', isOn: true, note: null };

let config = '';

beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'kw-config-'));
});
afterEach(() => rmSync(config, { recursive: true, force: true }));

function onLinux(program = '/opt/Keywright/keywright-desktop', write = writePrivateFile) {
  const path = autostartPath({ XDG_CONFIG_HOME: config });
  return { path, start: linuxLoginStart({ path, program, args: ['--hidden'], write }) };
}

describe('the start at login on Linux', () => {
  it('is off at first, is on while its entry is there, and leaves nothing when it goes', async () => {
    const { path, start } = onLinux();
    expect(start.look()).toEqual(OFF);
    expect(await start.set(true)).toEqual(ON);
    expect(path).toBe(join(config, 'autostart/keywright-desktop.desktop'));
    expect(readFileSync(path, 'utf8')).toContain(
      '\nExec="/opt/Keywright/keywright-desktop" "--hidden"\n',
    );
    expect(readdirSync(join(config, 'autostart'))).toEqual(['keywright-desktop.desktop']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await start.set(false)).toEqual(OFF);
    expect(existsSync(path)).toBe(false);
    expect(await start.set(false)).toEqual(OFF);
  });

  it('says what the system says, whoever has changed it', async () => {
    const { path, start } = onLinux();
    await start.set(true);
    writeFileSync(path, `${readFileSync(path, 'utf8')}Hidden=true\n`);
    expect(start.look()).toEqual(OFF);
    expect(await start.set(true)).toEqual(ON);
    rmSync(path);
    expect(start.look()).toEqual(OFF);
  });

  it('tells a start of another copy, and takes its place when asked', async () => {
    await onLinux('/home/me/Keywright-0.1.0.AppImage').start.set(true);
    const { start } = onLinux('/home/me/Keywright-0.2.0.AppImage');
    expect(start.look()).toEqual({ kind: 'offered', isOn: false, note: 'other-program' });
    expect(await start.set(true)).toEqual(ON);
  });

  it('says why where the folder cannot be written, and stays off', async () => {
    writeFileSync(join(config, 'autostart'), '');
    const { path, start } = onLinux();
    await expect(start.set(true)).rejects.toMatchObject({
      code: 'file/unwritable',
      message: `Cannot change ${path}: a file is where its folder should be`,
    });
    expect(start.look()).toEqual(OFF);
  });

  it.each([
    ['EACCES', ': permission denied'],
    ['EROFS', ': the disk is read-only'],
    ['ENOSPC', ': the disk is full'],
    ['EWHATEVER', ''],
  ])('says why where the system refuses with %s', async (code, why) => {
    const { path, start } = onLinux('/opt/k', () =>
      Promise.reject(Object.assign(new Error(code), { code })),
    );
    await expect(start.set(true)).rejects.toMatchObject({
      code: 'file/unwritable',
      message: `Cannot change ${path}${why}`,
    });
    expect(start.look()).toEqual(OFF);
  });

  it('starts the image and not the folder it is unpacked to, if it is ours', () => {
    const env = { APPIMAGE: '/home/me/K.AppImage', APPDIR: '/tmp/.mount_K' };
    expect(startedProgram(env, '/tmp/.mount_K/keywright-desktop')).toBe('/home/me/K.AppImage');
    expect(startedProgram(env, '/opt/Keywright/keywright-desktop')).toBe(
      '/opt/Keywright/keywright-desktop',
    );
    expect(startedProgram({}, '/opt/k')).toBe('/opt/k');
  });

  it('takes a relative XDG_CONFIG_HOME for none', () => {
    expect(autostartPath({ XDG_CONFIG_HOME: 'here' })).toMatch(/\/\.config\/autostart\//);
  });
});

/** The system's list, as Electron tells of it. */
function system(told: Partial<LoginItemSettings>, platform: string) {
  const asked: unknown[] = [];
  const settings = { openAtLogin: false, executableWillLaunchAtLogin: false, ...told };
  const app = {
    getLoginItemSettings: (options?: object) => {
      asked.push(options);
      return settings as LoginItemSettings;
    },
    setLoginItemSettings: ({ openAtLogin = false }: Settings) => {
      Object.assign(settings, { openAtLogin, executableWillLaunchAtLogin: openAtLogin });
    },
  };
  const start = systemLoginStart({ app, platform, program: 'C:\\K.exe', args: ['--hidden'] });
  return { start, asked };
}

describe('the start at login on macOS and Windows', () => {
  it.each(['darwin', 'win32'])('is what %s answers after it was set', async (platform) => {
    const { start } = system({}, platform);
    expect(start.look()).toEqual(OFF);
    expect(await start.set(true)).toEqual(ON);
    expect(await start.set(false)).toEqual(OFF);
  });

  it('asks Windows for the program with its arguments, and macOS for the app', () => {
    for (const platform of ['win32', 'darwin']) system({}, platform).start.look();
    const windows = system({}, 'win32');
    windows.start.look();
    expect(windows.asked).toEqual([{ path: 'C:\\K.exe', args: ['--hidden'] }]);
    const mac = system({}, 'darwin');
    mac.start.look();
    expect(mac.asked).toEqual([{}]);
  });

  it.each([
    ['win32', { openAtLogin: true, executableWillLaunchAtLogin: false }],
    ['darwin', { openAtLogin: false, status: 'requires-approval' }],
  ] as const)('is not on where %s holds it back', (platform, told) => {
    expect(system(told, platform).start.look()).toEqual({
      kind: 'offered',
      isOn: false,
      note: 'held-back',
    });
  });
});

describe('isStartedHidden', () => {
  const login = {
    argv: ['/opt/k', '--hidden'],
    wasOpenedAtLogin: false,
    hasTray: true,
    isAsked: false,
  };

  it('waits in the tray when the login started it', () => {
    expect(isStartedHidden(login)).toBe(true);
    expect(isStartedHidden({ ...login, argv: ['/opt/k'], wasOpenedAtLogin: true })).toBe(true);
  });

  it.each([
    ['a person starts it', { argv: ['/opt/k'] }],
    ['there is no tray to open it from', { hasTray: false }],
    ['a link is to be followed', { isAsked: true }],
  ])('shows its window where %s', (_why, change) => {
    expect(isStartedHidden({ ...login, ...change })).toBe(false);
  });
});
