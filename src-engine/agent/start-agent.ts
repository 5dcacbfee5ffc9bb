/**
 * Starts the agent: a detached process of its own that unlocks the vault and alone holds its key. The password goes over its standard
 * input; it answers one line when it is ready. Core dumps are off in it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { UnlockWay } from '../../src-core/vault/vault.ts';
import type { EngineStatus } from '../../src-shared/contract/engine-answers.ts';
import { decodeError } from '../../src-shared/error/error-wire.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

/** What the agent reads from its standard input: one JSON object. */
export const agentOrderSchema = z.strictObject({
  kind: z.enum(['password', 'recovery', 'keychain']),
  /** Base64 of the UTF-8 text as typed; empty for the keychain, which the agent asks itself. */
  credential: z.string().max(8_192),
  acceptsHeavyKdf: z.boolean(),
  acceptRollback: z.boolean(),
  idleMs: z.int().min(1_000),
});
type AgentOrder = z.infer<typeof agentOrderSchema>;

const readySchema = z.union([
  z.object({ ready: z.literal(true), pid: z.int(), status: z.unknown() }),
  z.object({
    error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() }),
  }),
]);

interface AgentStart {
  readonly credential: UnlockWay;
  readonly acceptRollback: boolean;
  readonly idleMs: number;
  /** The agent's entry file: agent-main.ts in the sources, agent.mjs in the bundle. */
  readonly entry: URL;
  readonly env: NodeJS.ProcessEnv;
}

/** Resolves once the vault is unlocked. Throws what unlocking throws, or agent/unavailable. */
export async function startAgent(
  start: AgentStart,
): Promise<{ pid: number; status: EngineStatus }> {
  const child = spawnDetached(start);
  const ready = readFirstLine(child);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(JSON.stringify(orderOf(start)));
  const line = await ready;
  child.stdout?.destroy();
  child.unref();
  const parsed = readySchema.safeParse(parseJson(line));
  if (!parsed.success) throw new KeywrightError('agent/unavailable', 'The agent did not start');
  if ('error' in parsed.data) throw decodeError(parsed.data.error);
  return { pid: parsed.data.pid, status: parsed.data.status as EngineStatus };
}

function spawnDetached(start: AgentStart): ChildProcess {
  const entry = fileURLToPath(start.entry);
  const env = { ...start.env };
  delete env.KEYWRIGHT_PASSWORD_FILE;
  const options = { detached: true, stdio: ['pipe', 'pipe', 'ignore'] as const, env };
  if (process.platform === 'win32') {
    return spawn(process.execPath, [entry], { ...options, stdio: [...options.stdio] });
  }
  const noCoreDump = 'ulimit -c 0; exec "$0" "$@"';
  return spawn('/bin/sh', ['-c', noCoreDump, process.execPath, entry], {
    ...options,
    stdio: [...options.stdio],
  });
}

function orderOf(start: AgentStart): AgentOrder {
  return {
    kind: start.credential.kind,
    credential: credentialBytes(start.credential).toString('base64'),
    acceptsHeavyKdf: isHeavyAccepted(start.credential),
    acceptRollback: start.acceptRollback,
    idleMs: start.idleMs,
  };
}

function isHeavyAccepted(way: UnlockWay): boolean {
  return way.kind === 'password' && way.acceptsHeavyKdf === true;
}

function credentialBytes(way: UnlockWay): Buffer {
  if (way.kind === 'password') return way.password.expose();
  return Buffer.from(way.kind === 'recovery' ? way.code.expose() : '', 'utf8');
}

/** The first line of its standard output; empty where it ended without one. */
async function readFirstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) return '';
  const lines = createInterface({ input: child.stdout });
  const first = once(lines, 'line').then(([line]) => String(line));
  const ended = once(lines, 'close').then(() => '');
  const failed = once(child, 'error').then(() => '');
  return Promise.race([first, ended, failed]);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
