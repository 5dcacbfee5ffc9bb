/**
 * Keeps a `gdbus monitor` running for each name that speaks of sleep or the screen's lock. Where gdbus or a bus is absent nothing is
 * heard: the vault then locks on idle and after a sleep that the clock betrays (lock-watch.ts).
 */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type BusReason, readBusLine } from './read-bus-line.ts';

export interface BusDeps {
  /** Starts `gdbus` with stdout piped and nothing else; the end of this process ends it. */
  readonly spawn: (args: readonly string[]) => ChildProcess;
  readonly sessionPath: string | null;
  readonly onReason: (because: BusReason) => void;
}

export interface BusEars {
  /** How many names are listened to now. */
  readonly listening: number;
  stop(): void;
}

const NAMES = [
  ['--system', 'org.freedesktop.login1'],
  ['--session', 'org.freedesktop.ScreenSaver'],
  ['--session', 'org.gnome.ScreenSaver'],
  ['--session', 'org.cinnamon.ScreenSaver'],
  ['--session', 'org.mate.ScreenSaver'],
] as const;

export function listenToBuses(deps: BusDeps): BusEars {
  const children = new Set<ChildProcess>();
  for (const [bus, name] of NAMES) listen(['monitor', bus, '--dest', name], deps, children);
  return {
    get listening() {
      return children.size;
    },
    stop: () => {
      for (const child of children) child.kill();
      children.clear();
    },
  };
}

function listen(args: readonly string[], deps: BusDeps, children: Set<ChildProcess>): void {
  const child = deps.spawn(args);
  children.add(child);
  const forget = (): void => void children.delete(child);
  child.once('error', forget);
  child.once('exit', forget);
  if (child.stdout === null) return;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const because = readBusLine(line, deps.sessionPath);
    if (because !== null) deps.onReason(because);
  });
}
