/**
 * The stand-in's run from start to 'ready': does on plain Node what Electron does before and after the app's own module runs. In order: look like
 * Electron's main process, answer `import 'electron'`, run the `-r` modules and the app, start Chromium, say 'ready'. Chromium comes
 * last, so that paths, switches, schemes and a refused instance lock are known by then.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Chromium } from './chromium/chromium.ts';
import { findChromium, isExecutable } from './chromium/find-chromium.ts';
import { type AppManifest, electronVersion, readAppManifest } from './launch/app-manifest.ts';
import { keepCompileCache } from './launch/compile-cache.ts';
import { type LaunchArguments, parseArguments } from './launch/parse-arguments.ts';

const here = import.meta.dirname;
const argv = process.argv.slice(2);
const parsed = parseArguments(argv);
const version = electronVersion(here);

if (parsed.asksForVersion) {
  process.stdout.write(`v${version}\n`);
  process.exit(0);
}
if (parsed.app === null) {
  process.stderr.write('electron stand-in: no app given\n');
  process.exit(1);
}

looksLikeElectron();
answersImports();
const { app, lifecycle } = await import('./app/app.ts');
const { watchProcessEnds } = await import('./app/process-ends.ts');
watchProcessEnds();
await import('./electron-module.ts');
keepCompileCache();
for (const [name, value] of parsed.switches) app.commandLine.appendSwitch(name, value);
await runApp(parsed, readAppManifest(parsed.app));
if (await lifecycle.start(startChromium)) app.becomeReady();

function looksLikeElectron(): void {
  const define = (target: object, key: string, value: unknown) =>
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true });
  process.argv = [join(here, 'electron'), ...argv];
  define(process.versions, 'electron', version);
  define(process, 'type', 'browser');
  define(process, 'defaultApp', true);
  define(process, 'resourcesPath', here);
}

/** One hook covers `import`, `require` and the require of the inspector. */
function answersImports(): void {
  const url = pathToFileURL(join(here, 'electron-module.ts')).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      /^electron(\/(main|common|renderer))?$/.test(specifier)
        ? { url, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  });
}

async function runApp({ required }: LaunchArguments, manifest: AppManifest): Promise<void> {
  if (manifest.version !== null) app.setVersion(manifest.version);
  if (manifest.name !== null) app.setName(manifest.name);
  app.setAppPath(manifest.folder);
  const require = createRequire(join(process.cwd(), 'required-from-here.js'));
  for (const module of required) require(resolve(module));
  try {
    await import(pathToFileURL(manifest.entry).href);
  } catch (error) {
    process.stderr.write('App threw an error during load\n');
    throw error;
  }
}

async function startChromium(): Promise<Chromium> {
  const program = findChromium({ env: process.env, isExecutable });
  if (program === null) {
    throw new Error('no Chromium found; install the package chromium or chromium-headless-shell');
  }
  const { switches } = app.commandLine;
  const profile = freshProfile(join(app.getPath('userData'), 'chromium-profile'));
  const chromium = await Chromium.start({ program, profile, env: process.env, switches });
  const [, chrome = ''] = chromium.version.product.split('/');
  Object.defineProperty(process.versions, 'chrome', { value: chrome, enumerable: true });
  return chromium;
}

/** Apart from the app's own files; the locks of a killed run are taken away. */
function freshProfile(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name.startsWith('Singleton')) rmSync(join(folder, name), { force: true });
  }
  return folder;
}
