// The programs and libraries of the system that the tests and the build of keytar use, and how each is installed.
// As root on Debian or Ubuntu what is missing is installed; anywhere else the one command to run is told.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findPostgres } from './find-postgres.mjs';

const program = (name) => () => isOnPath(name);
const library = (name) => () =>
  isOnPath('pkg-config') && succeeds('pkg-config', ['--exists', name]);

/** Servers lie where the path of an ordinary user may not lead. */
const server = (name) => () => isOnPath(name) || existsSync(`/usr/sbin/${name}`);

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** `apt`, `dnf` and `pacman` name the package; a part is looked for again after it was installed. */
const PARTS = {
  bus: {
    what: 'dbus-run-session',
    isThere: program('dbus-run-session'),
    apt: 'dbus',
    dnf: 'dbus-daemon',
    pacman: 'dbus',
  },
  busDaemon: {
    what: 'dbus-daemon',
    isThere: program('dbus-daemon'),
    apt: 'dbus',
    dnf: 'dbus-daemon',
    pacman: 'dbus',
  },
  busTool: {
    what: 'gdbus',
    isThere: program('gdbus'),
    apt: 'libglib2.0-bin',
    dnf: 'glib2',
    pacman: 'glib2',
  },
  keyring: {
    what: 'gnome-keyring-daemon',
    isThere: program('gnome-keyring-daemon'),
    apt: 'gnome-keyring',
    dnf: 'gnome-keyring',
    pacman: 'gnome-keyring',
  },
  clipboard: {
    what: 'xclip',
    isThere: program('xclip'),
    apt: 'xclip',
    dnf: 'xclip',
    pacman: 'xclip',
  },
  display: {
    what: 'Xvfb',
    isThere: program('Xvfb'),
    apt: 'xvfb',
    dnf: 'xorg-x11-server-Xvfb',
    pacman: 'xorg-server-xvfb',
  },
  browser: {
    what: 'Chromium',
    isThere: () => CHROMIUM.some((name) => isOnPath(name)),
    apt: 'chromium',
    dnf: 'chromium',
    pacman: 'chromium',
  },
  headlessBrowser: {
    what: "Chromium's headless shell",
    isThere: () => isOnPath('chromium-headless-shell') || !isOnPath('apt-get'),
    apt: 'chromium-headless-shell',
    dnf: 'chromium-headless',
    pacman: 'chromium',
  },
  tracer: {
    what: 'strace',
    isThere: program('strace'),
    apt: 'strace',
    dnf: 'strace',
    pacman: 'strace',
  },
  postgres: {
    what: 'PostgreSQL',
    isThere: () => Boolean(process.env.KEYWRIGHT_TEST_POSTGRES_URL) || findPostgres() !== null,
    apt: 'postgresql',
    dnf: 'postgresql-server',
    pacman: 'postgresql',
  },
  openssl: {
    what: 'openssl',
    isThere: program('openssl'),
    apt: 'openssl',
    dnf: 'openssl',
    pacman: 'openssl',
  },
  nginx: { what: 'nginx', isThere: server('nginx'), apt: 'nginx', dnf: 'nginx', pacman: 'nginx' },
  caddy: { what: 'Caddy', isThere: server('caddy'), apt: 'caddy', dnf: 'caddy', pacman: 'caddy' },
  haproxy: {
    what: 'HAProxy',
    isThere: server('haproxy'),
    apt: 'haproxy',
    dnf: 'haproxy',
    pacman: 'haproxy',
  },
  compiler: { what: 'g++', isThere: program('g++'), apt: 'g++', dnf: 'gcc-c++', pacman: 'gcc' },
  make: { what: 'make', isThere: program('make'), apt: 'make', dnf: 'make', pacman: 'make' },
  python: {
    what: 'python3',
    isThere: program('python3'),
    apt: 'python3',
    dnf: 'python3',
    pacman: 'python',
  },
  pkgConfig: {
    what: 'pkg-config',
    isThere: program('pkg-config'),
    apt: 'pkg-config',
    dnf: 'pkgconf-pkg-config',
    pacman: 'pkgconf',
  },
  libsecret: {
    what: 'the headers of libsecret',
    isThere: library('libsecret-1'),
    apt: 'libsecret-1-dev',
    dnf: 'libsecret-devel',
    pacman: 'libsecret',
  },
};

/** What the tests run; each name is used by a test (docs/testing.md, "Parts"). */
export const TEST_PARTS = [
  'bus',
  'busDaemon',
  'busTool',
  'keyring',
  'clipboard',
  'display',
  'browser',
  'headlessBrowser',
  'tracer',
  'postgres',
  'openssl',
  'nginx',
  'caddy',
  'haproxy',
];

/** What building keytar from its source takes. */
export const BUILD_PARTS = ['pkgConfig', 'compiler', 'make', 'python', 'libsecret'];

/** Null where all parts are there, if need be after installing them; else a sentence with the one command to run. */
export function ensureSystemParts(names) {
  if (process.platform !== 'linux') return null;
  const missing = missingParts(names);
  if (missing.length === 0) return null;
  const packages = [...new Set(missing.map((part) => part.apt))];
  if (isOnPath('apt-get') && process.getuid?.() === 0) {
    console.log(`Installing what the tests need: ${packages.join(' ')}`);
    aptGet(['update']);
    aptGet(['install', '-y', '--no-install-recommends', ...packages]);
  }
  const left = missingParts(names);
  if (left.length === 0) return null;
  return `the tests need ${left.map((part) => part.what).join(', ')}; run: ${installCommand(left)}`;
}

function missingParts(names) {
  return names.map((name) => PARTS[name]).filter((part) => !part.isThere());
}

function installCommand(parts) {
  const packages = (system) => [...new Set(parts.map((part) => part[system]))].join(' ');
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  if (isOnPath('apt-get')) {
    return `${sudo}sh -c 'apt-get update && apt-get install -y ${packages('apt')}'`;
  }
  if (isOnPath('dnf')) return `${sudo}dnf install -y ${packages('dnf')}`;
  if (isOnPath('pacman')) return `${sudo}pacman -S --needed ${packages('pacman')}`;
  return `your package manager, for: ${packages('apt')} (their names on Debian)`;
}

function aptGet(args) {
  spawnSync('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => {
    const path = join(directory, name);
    if (directory === '' || !existsSync(path)) return false;
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
