/** Entry of the agent process: reads its order from standard input, unlocks, says so in one line, and serves until it locks. */
import { buffer } from 'node:stream/consumers';
import { SecretBytes, SecretText } from '../../src-core/secret/secret-bytes.ts';
import type { UnlockWay } from '../../src-core/vault/vault.ts';
import { encodeError } from '../../src-shared/error/error-wire.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { composeAgent } from '../compose.ts';
import { agentOrderSchema } from './start-agent.ts';

async function main(): Promise<void> {
  process.on('SIGINT', () => undefined);
  process.on('SIGHUP', () => undefined);
  try {
    const agent = await composeAgent(await readOrder());
    process.on('SIGTERM', () => void agent.end());
    announce({ ready: true, pid: process.pid, status: agent.status });
    await agent.ended;
    process.exit();
  } catch (error) {
    announce({ error: encodeError(error) });
    process.exitCode = 1;
  }
}

async function readOrder(): Promise<{
  credential: UnlockWay;
  acceptRollback: boolean;
  idleMs: number;
}> {
  const bytes = await buffer(process.stdin);
  const parsed = agentOrderSchema.safeParse(JSON.parse(bytes.toString('utf8')));
  bytes.fill(0);
  if (!parsed.success)
    throw new KeywrightError('agent/unavailable', 'The agent got no valid order');
  const { kind, credential, acceptsHeavyKdf, acceptRollback, idleMs } = parsed.data;
  const secret = Buffer.from(credential, 'base64');
  const way = wayOf(kind, secret);
  const isHeavy = way.kind === 'password' && acceptsHeavyKdf;
  return { credential: isHeavy ? { ...way, acceptsHeavyKdf } : way, acceptRollback, idleMs };
}

function wayOf(kind: UnlockWay['kind'], secret: Buffer): UnlockWay {
  if (kind === 'keychain') return { kind };
  if (kind === 'password') return { kind, password: new SecretBytes(secret) };
  return { kind, code: new SecretText(secret.toString('utf8')) };
}

function announce(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

await main();
