/**
 * The lock of the first instance: a file made with O_EXCL that holds its process id, and a spool folder through which later
 * instances hand over their command line. What is spooled is written aside and renamed, so half a file is never read. A lock whose
 * process is gone is taken over.
 */
import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export interface SecondInstance {
  readonly argv: string[];
  readonly cwd: string;
  readonly data: unknown;
}

export class InstanceLock {
  readonly #folder: string;
  readonly #lockFile: string;
  readonly #spool: string;
  readonly #onSecond: (second: SecondInstance) => void;
  #watcher: FSWatcher | null = null;

  constructor(folder: string, onSecond: (second: SecondInstance) => void) {
    this.#folder = folder;
    this.#lockFile = join(folder, 'stand-in.lock');
    this.#spool = join(folder, 'stand-in-second-instance');
    this.#onSecond = onSecond;
  }

  get isHeld(): boolean {
    return this.#watcher !== null;
  }

  /** True where this is the first instance; else `second` was handed to it. */
  request(second: SecondInstance): boolean {
    if (this.isHeld) return true;
    mkdirSync(this.#folder, { recursive: true });
    for (let attempt = 0; attempt < 2; attempt++) {
      if (this.#take()) return true;
      if (isAlive(Number(readFileSync(this.#lockFile, 'utf8')))) {
        this.#handOver(second);
        return false;
      }
      rmSync(this.#lockFile, { force: true });
    }
    return false;
  }

  release(): void {
    if (this.#watcher === null) return;
    this.#watcher.close();
    this.#watcher = null;
    rmSync(this.#lockFile, { force: true });
  }

  #take(): boolean {
    try {
      writeFileSync(this.#lockFile, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    mkdirSync(this.#spool, { recursive: true });
    this.#drain(() => undefined);
    this.#watcher = watch(this.#spool, () => this.#drain(this.#onSecond)).unref();
    return true;
  }

  #drain(take: (second: SecondInstance) => void): void {
    for (const name of readdirSync(this.#spool).filter((file) => file.endsWith('.json'))) {
      const path = join(this.#spool, name);
      const second = JSON.parse(readFileSync(path, 'utf8')) as SecondInstance;
      rmSync(path);
      take(second);
    }
  }

  #handOver(second: SecondInstance): void {
    mkdirSync(this.#spool, { recursive: true });
    const draft = join(this.#spool, `${process.pid}.draft`);
    writeFileSync(draft, JSON.stringify(second));
    renameSync(draft, join(this.#spool, `${process.pid}.json`));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
