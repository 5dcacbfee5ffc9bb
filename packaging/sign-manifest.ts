/** The manifest of a release and its signature, from the names that electron-builder gives its files (docs/packaging.md, "Updates"). */
import { type KeyObject, sign } from 'node:crypto';
import { basename } from 'node:path';

export interface ReleaseFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** In hex. */
  readonly sha256: string;
}

/** Every package manager has its own word. */
const ARCHS: Readonly<Record<string, string>> = {
  x64: 'x64',
  amd64: 'x64',
  x86_64: 'x64',
  arm64: 'arm64',
  aarch64: 'arm64',
};
const PLATFORMS: Readonly<Record<string, string>> = { linux: 'linux', mac: 'darwin', win: 'win32' };
const NAME = /^Keywright-(\d+\.\d+\.\d+)-(linux|mac|win)-(\w+)\.(AppImage|deb|rpm|dmg|exe)$/;
const SIGNED_AS = 'keywright-update-v1\n';

/** Throws where a name is not one of a release, or two are of different versions. */
export function signManifest(files: readonly ReleaseFile[], privateKey: KeyObject) {
  const described = files.map(describe);
  const versions = new Set(described.map(({ version }) => version));
  const [version] = versions;
  if (versions.size !== 1) throw new Error('the files are of several versions');
  const manifest = { v: 1, version, files: described.map(({ file }) => file) };
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const signed = Buffer.concat([Buffer.from(SIGNED_AS), bytes]);
  return { bytes, signature: sign(null, signed, privateKey).toString('base64') };
}

function describe({ path, sizeBytes, sha256 }: ReleaseFile) {
  const name = basename(path);
  const [, version = '', os = '', word = '', format = ''] = NAME.exec(name) ?? [];
  const arch = ARCHS[word];
  if (arch === undefined) throw new Error(`${name} is not named as a package of a release`);
  return { version, file: { platform: PLATFORMS[os], arch, format, name, sizeBytes, sha256 } };
}
