// How the window is opened on this machine: by Electron's program where it is here or can be fetched, else by the stand-in in a
// Chromium window (docs/testing-without-electron.md), else not at all. Every way that is refused is said in one line.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FETCH_TIMEOUT_MS = 240_000;
const REACH_TIMEOUT_MS = 10_000;
const TRY_TIMEOUT_MS = 30_000;

/**
 * The decision: `{ kind: 'electron' | 'stand-in', command, args, env }` to start with the app's folder appended, or `{ kind: 'none' }`.
 * `say` gets each line for the person. `root` is the project's folder.
 */
export async function findElectron({ root, env, say }) {
  const refusal = screenRefusal(env);
  if (refusal !== null) {
    say(refusal);
    return { kind: 'none' };
  }
  const { program, missing } = await electronProgram({ root, env, say });
  if (program !== null) return startOfElectron(program, env, say);
  return startOfStandIn({ root, env, say, missing });
}

function screenRefusal(env) {
  if (process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return null;
  return 'No display (neither DISPLAY nor WAYLAND_DISPLAY is set): the window cannot be opened here.';
}

function startOfElectron(program, env, say) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (isRoot) say('Running as root: Electron is started without its sandbox.');
  return {
    kind: 'electron',
    command: program,
    args: isRoot ? ['--no-sandbox'] : [],
    env: { ...env, ELECTRON_RUN_AS_NODE: undefined },
  };
}

/** `program` is the path of one that runs; where it is null, `missing` is what to say of it, without a full stop. */
async function electronProgram({ root, env, say }) {
  const folder = electronFolder(root);
  if (folder === null) return { program: null, missing: 'the package electron is not installed' };
  const isThere = installedProgram(folder) !== null;
  const failure = isThere ? null : await fetchProgram({ folder, env, say });
  const program = installedProgram(folder);
  if (program === null) {
    return {
      program,
      missing: `Electron's program is missing (${failure ?? 'it was not fetched'})`,
    };
  }
  const tried = spawnSync(program, ['--version', '--no-sandbox'], {
    encoding: 'utf8',
    timeout: TRY_TIMEOUT_MS,
  });
  if (tried.status === 0) return { program, missing: null };
  const why = firstLine(tried.stderr) ?? tried.error?.message ?? `it ended with ${tried.status}`;
  return { program: null, missing: `Electron's program does not run here (${why})` };
}

function firstLine(text) {
  return text
    ?.split('\n')
    .find((line) => line.trim() !== '')
    ?.trim();
}

function electronFolder(root) {
  try {
    return dirname(createRequire(join(root, 'x.js')).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

function installedProgram(folder) {
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** Null where it was fetched, else why not. Electron's own installer does it, checksums included. */
async function fetchProgram({ folder, env, say }) {
  if (env.ELECTRON_SKIP_BINARY_DOWNLOAD) return 'ELECTRON_SKIP_BINARY_DOWNLOAD is set';
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const unreachable = await reachFailure(env);
  if (unreachable !== null) return unreachable;
  return runInstaller({ folder, env, version, say });
}

/** A blocked host is found out in seconds rather than after the installer's own retries. Behind a proxy only the installer knows. */
async function reachFailure(env) {
  if (env.HTTPS_PROXY || env.https_proxy || env.ALL_PROXY) return null;
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror;
  const url = mirror ?? 'https://github.com/electron/electron/releases';
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACH_TIMEOUT_MS) });
    return null;
  } catch (error) {
    const reason = error.cause?.code ?? error.name;
    return `${new URL(url).host} cannot be reached (${reason})`;
  }
}

function runInstaller({ folder, env, version, say }) {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const progress = showProgress(`Fetching Electron ${version} (about 120 MB)`, startedAt, say);
  const timer = setTimeout(() => child.kill('SIGKILL'), FETCH_TIMEOUT_MS);
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve) => {
    const finish = (failure) => {
      clearTimeout(timer);
      process.off('exit', stop);
      progress.end();
      resolve(failure);
    };
    child.once('error', (error) => finish(error.message));
    child.once('close', (status, signal) => {
      if (status === 0) return finish(null);
      if (signal !== null) return finish(`not fetched within ${FETCH_TIMEOUT_MS / 1000} seconds`);
      finish(firstLine(errors) ?? 'the fetch failed');
    });
  });
}

/** One line that counts the seconds on a terminal, and is said once elsewhere. */
function showProgress(text, startedAt, say) {
  if (!process.stderr.isTTY) {
    say(`${text} …`);
    return { end: () => undefined };
  }
  const draw = () => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    process.stderr.write(`\r${text} … ${seconds} s`);
  };
  draw();
  const timer = setInterval(draw, 1000);
  return {
    end: () => {
      clearInterval(timer);
      process.stderr.write('\n');
    },
  };
}

/** In one line either way: what is missing, and what is done about it. */
async function startOfStandIn({ root, env, say, missing }) {
  const folder = join(root, 'test/stand-in');
  if (!existsSync(join(folder, 'boot.ts'))) {
    say(`${missing}, and the stand-in for it is not part of this installation.`);
    return { kind: 'none' };
  }
  const { findChromium, isExecutable } = await import('../test/stand-in/chromium/find-chromium.ts');
  const found = findChromium({ env, isExecutable });
  if (found?.kind !== 'windows') {
    say(`${missing}, and so is Chromium: install the package chromium, or allow the download.`);
    return { kind: 'none' };
  }
  say(`${missing}: opening the same program in a window of ${found.path} instead.`);
  return {
    kind: 'stand-in',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', join(folder, 'boot.ts')],
    env: { ...env, ELECTRON_STANDIN_PERSON: '1', ELECTRON_STANDIN_WINDOWS: 'plain' },
  };
}
