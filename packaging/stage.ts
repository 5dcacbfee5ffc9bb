/**
 * Lays out what a package holds: `app`, which becomes app.asar, and `cli`, the terminal command, whose files plain Node must be able to
 * read. Only what is named here is copied, so nothing gets into a package because it happened to lie in the folder.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { copyFile, copyModules } from './copy-modules.ts';
import type { Target } from './keep-file.ts';
import { NOTICES_FILE } from './notices/notices-plugin.ts';
import { noticesText } from './notices/notices-text.ts';
import type { Notice } from './notices/read-notice.ts';
import { findRunTimeModules } from './run-time-modules.ts';

export interface StageOptions {
  /** The project, built: with `out` and `dist`. */
  readonly root: string;
  /** Emptied first. */
  readonly folder: string;
  readonly target: Target;
  /** Null: the package has no updater (docs/packaging.md, "Updates"). */
  readonly updateFeed: UpdateFeed | null;
}

export interface UpdateFeed {
  readonly url: string;
  /** Ed25519, SPKI in base64. */
  readonly publicKey: string;
}

export interface Stage {
  readonly app: string;
  readonly cli: string;
  /** The file THIRD-PARTY-NOTICES.txt. */
  readonly notices: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly main: string;
  readonly engines: Readonly<Record<string, string>>;
}

/** Throws where something is not built or not installed, with what to run. */
export function stage({ root, folder, target, updateFeed }: StageOptions): Stage {
  rmSync(folder, { recursive: true, force: true });
  const app = join(folder, 'app');
  const cli = join(folder, 'cli');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const modules = findRunTimeModules(root);
  for (const to of [app, cli]) {
    mkdirSync(to, { recursive: true });
    copyModules({ root, to, modules, target });
    copyFile(join(root, 'LICENSE'), join(to, 'LICENSE'));
  }
  // Not all of `out`: pictures and the gallery lie there, too.
  for (const part of ['out/main', 'out/preload', 'out/renderer']) copyBuilt(root, part, app);
  writeManifest(app, manifest, {
    main: manifest.main,
    productName: 'Keywright',
    desktopName: 'keywright-desktop.desktop',
    author: 'The Keywright authors',
  });
  for (const name of ['dist', 'bin']) copyBuilt(root, name, cli);
  writeManifest(cli, manifest, { engines: manifest.engines });
  copyLauncher(root, cli, target);
  if (updateFeed !== null) {
    writeFileSync(join(app, 'update-feed.json'), `${JSON.stringify(updateFeed)}\n`);
  }
  return { app, cli, notices: writeNotices(app, folder) };
}

function copyBuilt(root: string, name: string, to: string): void {
  const from = join(root, name);
  if (!existsSync(from)) throw new Error(`${name} is not built; run npm run package`);
  cpSync(from, join(to, name), { recursive: true, filter: (path) => !path.endsWith('.map') });
}

/** For people without the window: what its settings show. */
function writeNotices(app: string, folder: string): string {
  const file = join(folder, 'THIRD-PARTY-NOTICES.txt');
  const made = readFileSync(join(app, 'out/renderer', NOTICES_FILE), 'utf8');
  writeFileSync(file, noticesText(JSON.parse(made) as readonly Notice[]));
  return file;
}

/** No scripts and no list of packages: nothing is ever installed from it. */
function writeManifest(to: string, manifest: Manifest, more: object): void {
  const { name, version, description, license } = manifest;
  const kept = { name, version, description, license, private: true, type: 'module', ...more };
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
}

function copyLauncher(root: string, cli: string, { platform }: Target): void {
  const name = platform === 'win32' ? 'keywright.cmd' : 'keywright';
  copyFile(join(root, 'packaging/launcher', name), join(cli, name));
  chmodSync(join(cli, name), 0o755);
}
