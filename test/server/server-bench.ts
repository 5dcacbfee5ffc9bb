/** The real server on a real store, on a free loopback port. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLog, type Log } from '../../src-core/log/log.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src-server/compose.ts';
import type { VerifyAnswer } from '../../src-shared/contract/verify.ts';
import { openVerifyBench, type VerifyBench } from '../core/verify/verify-bench.ts';

export interface ServerBench extends VerifyBench {
  /** Every log line written so far. */
  readonly logLines: readonly string[];
  options(changes?: Partial<ServerOptions>): ServerOptions;
  /** Started on port 0; closed with the bench. */
  start(changes?: Partial<ServerOptions>): Promise<RunningServer>;
}

export async function openServerBench(): Promise<ServerBench> {
  const bench = await openVerifyBench();
  const logLines: string[] = [];
  const log: Log = createLog({ sink: { write: (line) => logLines.push(line) }, level: 'debug' });
  const servers: RunningServer[] = [];
  const options = (changes: Partial<ServerOptions> = {}): ServerOptions => ({
    store: { kind: 'embedded', file: bench.storeFile, keys: bench.storeKeys },
    usageFile: join(bench.dir, 'usage.db'),
    runtimeDir: join(bench.dir, 'run'),
    port: 0,
    environments: null,
    requireToken: false,
    version: '0.0.0',
    clock: bench.clock,
    random: systemRandom,
    log,
    ...changes,
  });
  return {
    ...bench,
    logLines,
    options,
    start: async (changes) => {
      const server = await startServer(options(changes));
      servers.push(server);
      return server;
    },
    close: async () => {
      for (const server of servers) await server.close();
      await bench.close();
    },
  };
}

export function serverToken(server: RunningServer): string {
  return (JSON.parse(readFileSync(server.serverFile, 'utf8')) as { token: string }).token;
}

export async function postVerify(server: RunningServer, body: unknown): Promise<VerifyAnswer> {
  const response = await postRaw(server, JSON.stringify(body));
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  return (await response.json()) as VerifyAnswer;
}

export function postRaw(
  server: RunningServer,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${server.url}/v1/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}
