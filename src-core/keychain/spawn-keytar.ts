/** The driver of the terminal: `keytar-child` on the Node that runs the program, asked on stdin. */
import { childEnvironment } from '../../src-shared/runtime/child-environment.ts';
import { callChild } from './call-child.ts';
import type { KeytarDriver } from './keytar-driver.ts';

export interface SpawnKeytarDeps {
  /** `keytar-child.ts`, or the bundle's `keytar-child.mjs`. */
  readonly childFile: string;
  /** The Node that runs it. */
  readonly nodeFile: string;
  /** Where the session's bus is found; secrets never travel in it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function spawnKeytar(deps: SpawnKeytarDeps): KeytarDriver {
  const command = {
    file: deps.nodeFile,
    args: [deps.childFile],
    env: childEnvironment(deps.env),
  };
  return (input, timeoutMs) => callChild(command, { input, timeoutMs });
}
