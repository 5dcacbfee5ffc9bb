/** What one package asks whoever passes it on to say: its name and version, its licence, and every licence and notice file it comes with. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOfLicencelessPackage } from './licenceless-packages.ts';

/** As the window reads it (src-renderer/settings/third-party-notice.ts). */
export interface Notice {
  readonly name: string;
  readonly version: string;
  /** As the package states it, such as `MIT`. */
  readonly licence: string;
  readonly text: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const OWED = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;
const CODE = /\.[cm]?[jt]sx?$/;

/** `folder` is absolute and holds the package.json. Throws where no licence or no text of one is found: nothing may be bundled unnamed. */
export function readNotice(folder: string): Notice {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  const text = owedTexts(folder).join('\n\n') || textOfLicencelessPackage(name, folder);
  if (license === undefined || text === null) {
    throw new Error(`${name} ${version} is bundled and has no licence text (docs/packaging.md)`);
  }
  return { name, version, licence: license, text };
}

/** The folder of the package that a file belongs to; null: it is a file of our own. */
export function packageFolderOf(file: string): string | null {
  const path = file.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null;
  return folder !== null && existsSync(join(folder, 'package.json')) ? folder : null;
}

/** Sorted, so that two builds write the same. */
function owedTexts(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && OWED.test(entry.name) && !CODE.test(entry.name))
    .map(({ name }) => name)
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}
