/**
 * Runs one step where the disk takes only so much: on a real tmpfs of that size in a mount namespace of its own. Where the system
 * grants none, no file may grow beyond the size instead; which of the two it is, is printed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BundledProgram } from '../../core/vault/child-program.ts';
import type { StepInput } from '../home-step.ts';

const ON_TMPFS = `set -e
mount -t tmpfs -o "size=$1k" tmpfs "$2"
cp -a "$3/." "$2/"
"$5" "$6"
cp -a "$2/." "$4/"`;
const WITHIN_LIMIT = 'ulimit -f "$1"; exec "$2" "$3"';
const PAGE_KIB = 4;

export interface SmallDisk {
  readonly program: BundledProgram;
  /** KiB beyond what the home holds already. */
  readonly spareKib: number;
}

/** Does the step on the content of `input.folder`, which afterwards holds what the small disk held. Gives what the program said. */
export type RunOnSmallDisk = (input: StepInput, disk: SmallDisk) => string;

export function smallDisk(): RunOnSmallDisk {
  const isGranted =
    spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
  process.stdout.write(
    `small disk: ${isGranted ? 'a tmpfs' : 'ulimit -f, as no tmpfs is granted'}\n`,
  );
  return isGranted ? onTmpfs : withinLimit;
}

function onTmpfs({ step, folder, code }: StepInput, { program, spareKib }: SmallDisk): string {
  const mounted = `${folder}.mounted`;
  const result = `${folder}.result`;
  for (const path of [mounted, result]) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
  }
  const kib = usedKib(folder) + spareKib;
  const paths = [mounted, folder, result, process.execPath, program.file];
  const args = ['-rm', 'bash', '-c', ON_TMPFS, 'bash', String(kib), ...paths];
  const said = run('unshare', args, { step, folder: mounted, code });
  rmSync(folder, { recursive: true });
  spawnSync('mv', [result, folder]);
  return said;
}

function withinLimit(input: StepInput, { program, spareKib }: SmallDisk): string {
  const args = ['-c', WITHIN_LIMIT, 'bash', String(spareKib), process.execPath, program.file];
  return run('bash', args, input);
}

function run(command: string, args: readonly string[], input: StepInput): string {
  const ran = spawnSync(command, args, {
    input: JSON.stringify({ ...input, isSwallowing: false }),
    encoding: 'utf8',
  });
  return ran.stdout === '' ? `silent: ${ran.stderr}` : ran.stdout;
}

function usedKib(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, { size }) => sum + Math.ceil(size / 1_024 / PAGE_KIB) * PAGE_KIB, PAGE_KIB * 2);
}
