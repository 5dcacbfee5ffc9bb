/** For programs that die in the middle: from now on the process kills itself before its n-th call to SQLite. */
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';

type Method = (...values: unknown[]) => unknown;

/** `killAt` counts from 1; 0: it lives. `path`: any SQLite file, to reach the driver's classes. Gives the number of calls so far. */
export function dieAtCall(path: string, killAt: number): () => number {
  let calls = 0;
  const dieInTime = (): void => {
    calls += 1;
    if (calls === killAt) process.kill(process.pid, 'SIGKILL');
  };
  const probe = openSqliteFile(path, { area: 'vault', mode: 'read' });
  const statement = probe.prepare('SELECT 1');
  watch(methodsOf(probe), ['prepare', 'pragma'], dieInTime);
  watch(methodsOf(statement), ['run', 'get', 'all', 'iterate'], dieInTime);
  probe.close();
  calls = 0;
  return () => calls;
}

function methodsOf(object: object): Record<string, Method> {
  return Object.getPrototypeOf(object) as Record<string, Method>;
}

/** Every call of the methods, for all objects of that kind. */
function watch(
  prototype: Record<string, Method>,
  names: readonly string[],
  onCall: () => void,
): void {
  for (const name of names) {
    const original = prototype[name];
    if (original === undefined) throw new Error(`no ${name}`);
    prototype[name] = function watched(this: unknown, ...values: unknown[]) {
      onCall();
      return original.apply(this, values);
    };
  }
}
