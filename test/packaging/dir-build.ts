/** One build of the target `dir` by the real electron-builder, with a stub for Electron's program: enough to see what is shipped. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './root.ts';
import { makeStubElectron } from './stub-electron.ts';

export interface DirBuild {
  /** What would be installed. */
  readonly unpacked: string;
  readonly resources: string;
  readonly stub: string;
  readonly folder: string;
  remove(): void;
}

/** Installs electron-builder on the first run, and builds the window where it is older than its sources. */
export function makeDirBuild(): DirBuild {
  const folder = mkdtempSync(join(tmpdir(), 'kw-package-'));
  const stub = makeStubElectron(join(folder, 'electron'));
  run(['scripts/package.mjs', '--prepare']);
  const output = join(folder, 'release');
  run(['packaging/package.ts', 'dir', '--electron-dist', stub, '--output', output]);
  const unpacked = join(output, 'linux-unpacked');
  return {
    folder,
    stub,
    unpacked,
    resources: join(unpacked, 'resources'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Files, relative to the folder, with slashes. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function run(args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`${args.join(' ')} ended with ${String(status)}:\n${stdout}${stderr}`);
}
