/** Which calls of a step can fail, and how: taken from a run in which none did. */
import type { StepRun } from './strace-step.ts';

/** `KILL` ends the program at the call. */
type Fault = 'ENOSPC' | 'EIO' | 'EMFILE' | 'ENOMEM' | 'KILL';

const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  openat: ['EMFILE', 'KILL'],
  pread64: ['EIO'],
  pwrite64: ['ENOSPC', 'EIO', 'KILL'],
  ftruncate: ['EIO', 'KILL'],
  fsync: ['EIO', 'KILL'],
  fdatasync: ['EIO', 'KILL'],
  mkdir: ['ENOSPC'],
  link: ['ENOSPC', 'EIO', 'KILL'],
  rename: ['ENOSPC', 'EIO', 'KILL'],
  unlink: ['EIO', 'KILL'],
  mmap: ['ENOMEM'],
};

export const FAULTY_CALLS = Object.keys(FAULTS);

export interface StepFault {
  readonly call: string;
  readonly fault: Fault;
  /** The k-th call of that name in its thread, from 1. */
  readonly at: number;
}

/** strace's options for it. */
export function injection({ call, fault, at }: StepFault): readonly string[] {
  const trace = ['-e', `trace=${call}`, '-e'];
  // With a seccomp filter, which is faster, strace sends the signal too late.
  if (fault === 'KILL') return [...trace, `inject=${call}:signal=SIGKILL:when=${at}`];
  return ['--seccomp-bpf', ...trace, `inject=${call}:error=${fault}:when=${at}`];
}

/** Every call that touched the folder, with every fault it may meet. */
export function faultsOf(folder: string, run: StepRun): StepFault[] {
  const counts = new Map<string, number>();
  const found = new Map<string, StepFault>();
  for (const line of run.log.split('\n')) {
    const [, thread = '', call = ''] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    const at = (counts.get(`${thread} ${call}`) ?? 0) + 1;
    counts.set(`${thread} ${call}`, at);
    if (!line.includes(folder)) continue;
    for (const fault of FAULTS[call] ?? []) {
      found.set(`${call} ${fault} ${at}`, { call, fault, at });
    }
  }
  return [...found.values()];
}

/** Whether the fault met a call that touches the folder; a call of Node's own may have moved the count. */
export function isHit(folder: string, { log, ended }: StepRun): boolean {
  if (ended === 'killed') return true;
  return log.split('\n').some((line) => line.includes('(INJECTED)') && line.includes(folder));
}
