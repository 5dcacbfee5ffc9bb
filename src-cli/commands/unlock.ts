/** What `unlock` and `forget` do. Where the vault is remembered the keychain is tried first; whatever it says, the password opens. */

import { keychainError } from '../../src-core/keychain/keychain-fault.ts';
import type { VaultCredential } from '../../src-core/vault/vault.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import { type Answer, doneAnswer } from '../answer.ts';
import type { Unlock } from '../backend/backends.ts';
import type { Cli } from '../cli.ts';
import { readCredential, wipeCredential } from '../input/vault-credential.ts';
import { readPassword } from '../input/vault-password.ts';
import { assertVaultExists, withEngine } from '../with-engine.ts';

const IDLE_MS = 600_000;

export interface UnlockOptions {
  readonly recoveryFile?: string;
  readonly acceptRollback?: boolean;
  readonly acceptHeavyKdf?: boolean;
  readonly remember?: boolean;
}

export async function unlock(
  cli: Cli,
  _args: readonly string[],
  options: UnlockOptions,
): Promise<Answer> {
  assertVaultExists(cli);
  const running = await cli.backends.connectAgent();
  if (running !== null) {
    await running.close();
    return await alreadyUnlocked(cli, options);
  }
  const pid = (await unlockRemembered(cli, options)) ?? (await unlockByHand(cli, options));
  return doneAnswer(
    { unlocked: true, started: true, pid, idleSeconds: IDLE_MS / 1_000 },
    'Unlocked; it locks after 10 idle minutes, or with `keywright lock`',
  );
}

async function alreadyUnlocked(cli: Cli, options: UnlockOptions): Promise<Answer> {
  if (options.remember === true) {
    const password = await readPassword(cli, 'unlock');
    await remember(cli, password.expose().toString('utf8')).finally(() => password.wipe());
  }
  return doneAnswer({ unlocked: true, started: false }, 'The vault is unlocked already');
}

/** The agent's process; null where the vault is not remembered, another way was asked for, or the keychain does not open it. */
async function unlockRemembered(cli: Cli, options: UnlockOptions): Promise<number | null> {
  const isAnotherWay = options.remember === true || options.recoveryFile !== undefined;
  if (isAnotherWay || cli.passwordFile !== null) return null;
  if (cli.backends.rememberedUntilMs() === null) return null;
  const acceptsRollback = options.acceptRollback === true;
  try {
    const way = { credential: { kind: 'keychain' }, acceptsRollback } as const;
    return await startAgent(cli, way);
  } catch (error) {
    if (!isAboutRemembering(error)) throw error;
    cli.output.note(`${error.publicMessage}; the password opens the vault as ever`);
    return null;
  }
}

/** Its process. */
async function startAgent(cli: Cli, way: Unlock): Promise<number> {
  const { pid, status } = await cli.backends.startAgent(way, IDLE_MS);
  if (status.backupFault !== null) {
    cli.output.warn(`Today’s automatic backup could not be made (${status.backupFault})`);
  }
  return pid;
}

function isAboutRemembering(error: unknown): error is KeywrightError {
  if (!(error instanceof KeywrightError)) return false;
  return error.code === 'vault/remember-ended' || error.code.startsWith('keychain/');
}

async function unlockByHand(cli: Cli, options: UnlockOptions): Promise<number> {
  const acceptsHeavyKdf = options.acceptHeavyKdf === true || (await agreesToHeavyKdf(cli));
  const given = await readCredential(cli, options.recoveryFile ?? null);
  const credential = given.kind === 'password' ? { ...given, acceptsHeavyKdf } : given;
  try {
    if (options.remember === true) await assertCanRemember(cli);
    const acceptsRollback = options.acceptRollback === true;
    const pid = await startAgent(cli, { credential, acceptsRollback });
    await rememberAsWanted(cli, credential, options);
    if (cli.backends.passwordHashing() === 'light') cli.output.note(UPGRADE_OFFER);
    return pid;
  } finally {
    wipeCredential(credential);
  }
}

/** Looked at before anything is unlocked, so that a failed `--remember` has done nothing. Throws keychain/…. */
async function assertCanRemember(cli: Cli): Promise<void> {
  const { state } = await cli.backends.keychain.probe();
  if (state === 'ready') return;
  const { code, publicMessage } = keychainError(state);
  throw new KeywrightError(code, `Not unlocked, since it cannot be remembered: ${publicMessage}`, {
    hint: 'Run `keywright unlock` without --remember.',
  });
}

const UPGRADE_OFFER =
  'The password is hashed with less than today’s strength; run `keywright password upgrade`';

/** Asks a person before so much memory is taken; a script says so with the option. */
async function agreesToHeavyKdf(cli: Cli): Promise<boolean> {
  if (!cli.isInteractive || cli.backends.passwordHashing() !== 'heavy') return false;
  return await cli.terminal.confirm(
    'The vault asks for more memory than we ever write to check its password. Go on?',
  );
}

/** Begins to remember where that is asked for; where it was begun before, the two weeks count from this password on. */
async function rememberAsWanted(
  cli: Cli,
  credential: VaultCredential,
  options: UnlockOptions,
): Promise<void> {
  const isWanted = options.remember === true;
  if (!isWanted && cli.backends.rememberedUntilMs() === null) return;
  if (credential.kind !== 'password') {
    if (isWanted) cli.output.warn('Not remembered: that takes the password');
    return;
  }
  try {
    await remember(cli, credential.password.expose().toString('utf8'));
  } catch (error) {
    if (!isAboutRemembering(error)) throw error;
    const message = `Unlocked, but not remembered: ${error.publicMessage}`;
    if (isWanted) throw new KeywrightError(error.code, message);
    cli.output.warn(message);
  }
}

async function remember(cli: Cli, password: string): Promise<void> {
  const { endsAtMs } = await withEngine(cli, (engine) =>
    engine.call('vault:remember', { password }),
  );
  cli.output.note(
    `Remembered until ${formatInstant(endsAtMs)}: until then whoever is in your login session can unlock`,
  );
}

export async function forget(cli: Cli): Promise<Answer> {
  const { wasRemembered } = await withEngine(cli, (engine) => engine.call('vault:forget', {}));
  return doneAnswer(
    { forgotten: true, wasRemembered },
    wasRemembered ? 'Forgotten; the password is needed again' : 'The vault was not remembered',
  );
}
