/** The unlocked vault for one command: the agent's where one runs, else one opened for this command alone and locked after it. */
import type { SecretBytes } from '../src-core/secret/secret-bytes.ts';
import type { EngineClient } from '../src-shared/contract/engine-answers.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import type { Cli } from './cli.ts';
import { readPassword } from './input/vault-password.ts';

/** Runs `work` with the engine and lets it go, whatever happens. Throws vault/not-found before any password is asked for. */
export async function withEngine<Result>(
  cli: Cli,
  work: (engine: EngineClient) => Promise<Result>,
): Promise<Result> {
  assertVaultExists(cli);
  const engine = (await cli.backends.connectAgent()) ?? (await openOwnEngine(cli));
  return closeAfter(engine, work);
}

/** As withEngine, but null where it would have to ask: neither an agent nor a password file is there. */
export async function withEngineIfOpen<Result>(
  cli: Cli,
  work: (engine: EngineClient) => Promise<Result>,
): Promise<Result | null> {
  if (!cli.backends.hasVault()) return null;
  const agent = await cli.backends.connectAgent();
  if (agent !== null) return closeAfter(agent, work);
  if (cli.passwordFile === null) return null;
  return closeAfter(await openOwnEngine(cli), work);
}

export function assertVaultExists(cli: Cli): void {
  if (cli.backends.hasVault()) return;
  throw new KeywrightError('vault/not-found', `There is no vault at ${cli.places.vaultFile}`);
}

/** For a call that takes the password itself: the agent where one runs, else the vault opened with it. The caller closes it. */
export async function engineForPassword(cli: Cli, password: SecretBytes): Promise<EngineClient> {
  const agent = await cli.backends.connectAgent();
  const credential = { kind: 'password', password } as const;
  return agent ?? (await cli.backends.openEngine({ credential, acceptsRollback: false }));
}

async function openOwnEngine(cli: Cli): Promise<EngineClient> {
  const password = await readPassword(cli);
  try {
    return await cli.backends.openEngine({
      credential: { kind: 'password', password },
      acceptsRollback: false,
    });
  } finally {
    password.wipe();
  }
}

async function closeAfter<Result>(
  engine: EngineClient,
  work: (engine: EngineClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
