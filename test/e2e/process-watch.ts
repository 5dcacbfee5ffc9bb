/**
 * Which processes belong to one launch. A browser's children hide their environment and command line, so they are known by the
 * session their browser leads; it is remembered, because they may outlive the leader. Linux only: elsewhere nothing is found.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

interface SeenProcess extends FoundProcess {
  readonly session: number;
  readonly isZombie: boolean;
}

const POLL_MS = 100;

export class ProcessWatch {
  readonly #folder: string;
  readonly #sessions = new Set<number>();

  /** `folder` is what every process of the launch carries in its command line or environment. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Those that run now. Must be asked once while the app runs, for its sessions to be known later. */
  running(): FoundProcess[] {
    const all = allProcesses();
    const isMarked = ({ pid, command }: SeenProcess) =>
      command.includes(this.#folder) || read(`/proc/${pid}/environ`).includes(this.#folder);
    const marked = new Set(all.filter(isMarked));
    for (const { pid, session } of marked) if (pid === session) this.#sessions.add(session);
    return all.filter((found) => marked.has(found) || this.#sessions.has(found.session));
  }

  /** Waits until none runs; returns those that still do after `timeoutMs`. */
  async left(timeoutMs: number): Promise<FoundProcess[]> {
    const deadline = Date.now() + timeoutMs;
    let found = this.running();
    while (found.length > 0 && Date.now() < deadline) {
      await wait(POLL_MS);
      found = this.running();
    }
    return found;
  }
}

function allProcesses(): SeenProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => {
      // pid (name) state parent group session
      const [, state, session] = /\) (\S) \d+ \d+ (\d+)/.exec(read(`/proc/${name}/stat`)) ?? [];
      return {
        pid: Number(name),
        command: read(`/proc/${name}/cmdline`),
        session: Number(session ?? -1),
        isZombie: state === 'Z' || state === undefined,
      };
    })
    .filter(({ isZombie }) => !isZombie);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
