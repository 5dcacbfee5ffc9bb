/** Where the Electron that goes into a package comes from, and what to say where there is none. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ElectronSource {
  /** An unpacked Electron; null: to be fetched. */
  readonly dist: string | null;
  /** Why it cannot be fetched either, as one sentence with what to do; null where all is well. */
  readonly refusal: string | null;
}

export interface ElectronWishes {
  readonly root: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--electron-dist`. */
  readonly asked: string | null;
  /** Resolves with why the address cannot be reached, or null. */
  readonly reach: (url: string) => Promise<string | null>;
}

const PROGRAMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'electron',
  darwin: 'Electron.app',
  win32: 'electron.exe',
};
const RELEASES = 'https://github.com/electron/electron/releases';

/** In order: what is asked for, Electron's own switch, what `npx install-electron` has unpacked, a fetch. */
export async function findElectronDist(wishes: ElectronWishes): Promise<ElectronSource> {
  const { root, platform, env, asked } = wishes;
  const named = asked ?? env['ELECTRON_OVERRIDE_DIST_PATH'] ?? null;
  const program = PROGRAMS[platform] ?? 'electron';
  if (named !== null) {
    if (existsSync(join(named, program))) return { dist: named, refusal: null };
    return {
      dist: null,
      refusal: `there is no ${program} in ${named}: give the folder of an unpacked Electron`,
    };
  }
  const installed = join(root, 'node_modules/electron/dist');
  if (existsSync(join(installed, program))) return { dist: installed, refusal: null };
  return { dist: null, refusal: await refusalToFetch(wishes) };
}

export function electronVersion(root: string): string {
  const path = join(root, 'node_modules/electron/package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version;
}

/** Behind a proxy only the builder itself finds out. */
async function refusalToFetch({ root, env, reach }: ElectronWishes): Promise<string | null> {
  if (env['HTTPS_PROXY'] || env['https_proxy']) return null;
  const url = env['ELECTRON_MIRROR'] ?? RELEASES;
  const why = await reach(url);
  if (why === null) return null;
  return (
    `Electron ${electronVersion(root)} is missing, and ${new URL(url).host} cannot be reached (${why}): ` +
    'give an unpacked one with --electron-dist DIR, or a mirror with ELECTRON_MIRROR (docs/packaging.md)'
  );
}
