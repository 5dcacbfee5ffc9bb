// keytar is an optional dependency, so an install without a compiler succeeds without it. The tests do need it: it is built here.
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUILD_PARTS, ensureSystemParts } from './system-parts.mjs';

/** Null where keytar loads, if need be after building it; else a sentence that says what to do. */
export function ensureKeytar(root) {
  if (loads(root)) return null;
  console.log('keytar does not load: building it from its source, about ten seconds.');
  const missing = ensureSystemParts(BUILD_PARTS);
  if (missing !== null) return missing;
  if (!isInstalled(root)) fetchPackage(root);
  if (!isInstalled(root))
    return 'the package keytar is not installed; run: npm ci --include=optional';
  rebuild(root);
  if (loads(root)) return null;
  return 'keytar still does not load; see why with: npm rebuild keytar --foreground-scripts';
}

/** In a process of its own: a broken native package may end the one that loads it. */
function loads(root) {
  const { status } = spawnSync(process.execPath, ['-e', "require('keytar')"], {
    cwd: root,
    stdio: 'ignore',
  });
  return status === 0;
}

function isInstalled(root) {
  return existsSync(join(root, 'node_modules/keytar/package.json'));
}

/** npm removes an optional package whose build failed; this puts back what the lockfile names, without building anything. */
function fetchPackage(root) {
  npm(root, ['install', '--no-save', '--ignore-scripts', '--include=optional'], {});
}

/** From source where headers are at hand: then nothing is fetched from the network. */
function rebuild(root) {
  const headers = headerDirectory(root);
  const fromSource =
    headers === null ? {} : { npm_config_nodedir: headers, npm_config_build_from_source: 'keytar' };
  npm(root, ['rebuild', 'keytar', '--foreground-scripts'], fromSource);
}

/** Through the npm that started us where one did, so that an npm that suits another Node is not picked from the path. */
function npm(root, args, extraEnv) {
  const starter = process.env.npm_execpath;
  const [file, ...before] = starter === undefined ? ['npm'] : [process.execPath, starter];
  spawnSync(file, [...before, ...args], {
    cwd: root,
    env: { ...process.env, ...extraEnv },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function headerDirectory(root) {
  const candidates = [
    dirname(dirname(realpathSync(process.execPath))),
    join(root, `node_modules/node/node_modules/node-${process.platform}-${process.arch}`),
    join(root, `node_modules/node-${process.platform}-${process.arch}`),
    '/usr',
  ];
  return candidates.find((path) => existsSync(join(path, 'include/node/node_api.h'))) ?? null;
}
