/** Lines of the checkpoints file that a crash tore. Whole lines stay as they are, byte for byte. */
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { parseCheckpointLine } from '../audit/checkpoint.ts';
import { readCheckpoints } from '../audit/checkpoint-file.ts';
import { writeFault } from '../places/file-fault.ts';
import { REPAIR_COMMAND, type Repair, type RepairDeps } from './repair.ts';
import { asideName } from './set-aside.ts';

export function findTornCheckpoints(deps: RepairDeps): Repair[] {
  const { checkpointsFile } = deps.places;
  const { tornLines } = readCheckpoints(checkpointsFile);
  if (tornLines === 0) return [];
  return [
    {
      finding: {
        id: 'audit/checkpoint-lines',
        severity: 'warning',
        title: 'Checkpoint lines torn',
        detail: `${tornLines} lines of ${checkpointsFile} are no whole checkpoints, as a crash leaves them.`,
        fix: REPAIR_COMMAND,
      },
      action: `Keeps a copy of ${checkpointsFile} aside and takes the torn lines out`,
      apply: () => keepWholeLines(checkpointsFile, deps),
    },
  ];
}

function keepWholeLines(path: string, deps: RepairDeps): void {
  const draft = asideName(`${path}.whole`, deps);
  try {
    copyFileSync(path, asideName(path, deps));
    const lines = readFileSync(path, 'utf8').split('\n');
    const whole = lines.filter((line) => parseCheckpointLine(line) !== null);
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeSync(file, whole.map((line) => `${line}\n`).join(''));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    throw writeFault(path, error);
  }
}
