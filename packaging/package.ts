/** `npm run package`, once everything is built and electron-builder is installed: lays out the package and makes the formats asked for. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { builderConfig } from './builder-config.ts';
import { explainFailure } from './explain-failure.ts';
import { electronVersion, findElectronDist } from './find-electron-dist.ts';
import { runBuilder } from './run-builder.ts';
import { stage } from './stage.ts';
import { readUpdateFeed } from './update-feed.ts';

const packaging = import.meta.dirname;
const root = resolve(packaging, '..');
const { env } = process;
const target = { platform: process.platform, arch: process.arch };
const DEFAULT_FORMATS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['dmg', 'zip'],
  win32: ['nsis'],
};
const REACH_TIMEOUT_MS = 10_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    output: { type: 'string', default: join(root, 'release') },
    'electron-dist': { type: 'string' },
    inspectable: { type: 'boolean', default: false },
  },
});

try {
  await makePackage();
} catch (error) {
  process.stderr.write(`keywright: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function makePackage(): Promise<void> {
  const formats =
    positionals.length > 0
      ? positionals
      : (DEFAULT_FORMATS[target.platform] ?? ['AppImage', 'deb', 'rpm']);
  const maker = readMaker(formats);
  const electron = await findElectronDist({
    root,
    env,
    platform: target.platform,
    asked: values['electron-dist'] ?? null,
    reach,
  });
  if (electron.refusal !== null) throw new Error(electron.refusal);
  const output = resolve(values.output);
  const config = builderConfig({
    packaging,
    output,
    stage: stage({ root, target, folder: join(output, 'stage'), updateFeed: readUpdateFeed(env) }),
    electronVersion: electronVersion(root),
    electronDist: electron.dist,
    isInspectable: values.inspectable,
    maker,
  });
  const made = await runBuilder({ config, target, formats, projectDir: root }).catch(
    (error: unknown) => {
      throw new Error(explainFailure(error), { cause: error });
    },
  );
  const files = made.filter((file) => existsSync(file));
  process.stdout.write(`${files.length > 0 ? files.join('\n') : `made in ${output}`}\n`);
}

/** deb and rpm must say who answers for them. */
function readMaker(formats: readonly string[]) {
  const { KEYWRIGHT_PACKAGE_MAKER: name, KEYWRIGHT_PACKAGE_HOMEPAGE: homepage } = env;
  if (name && homepage) return { name, homepage };
  if (!formats.some((format) => format === 'deb' || format === 'rpm')) return null;
  throw new Error(
    'deb and rpm name who made them: set KEYWRIGHT_PACKAGE_MAKER ("Name <address>") and KEYWRIGHT_PACKAGE_HOMEPAGE',
  );
}

async function reach(url: string): Promise<string | null> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACH_TIMEOUT_MS) });
    return null;
  } catch (error) {
    const { cause, name } = error as Error & { readonly cause?: { readonly code?: string } };
    return cause?.code ?? name;
  }
}
