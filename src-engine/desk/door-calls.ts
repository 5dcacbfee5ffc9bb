/** The calls before the vault is open: look, judge a password, create, unlock, save the recovery code. */
import { normalizePassword } from '../../src-core/crypto/password.ts';
import { createPrivateFile } from '../../src-core/places/create-private-file.ts';
import { SecretBytes, SecretText } from '../../src-core/secret/secret-bytes.ts';
import type { UnlockWay } from '../../src-core/vault/vault.ts';
import type { DoorCall, DoorInput } from '../../src-shared/desk/door-calls.ts';
import type { ErrorCode } from '../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { initialize } from '../initialize.ts';
import { openEngine } from '../open-engine.ts';
import { type DeskHandlers, type Door, lookAtDoor } from './door.ts';

const WRONG_TRY: ReadonlySet<ErrorCode> = new Set([
  'vault/wrong-password',
  'vault/wrong-recovery-code',
]);

export const doorCalls: DeskHandlers<DoorCall> = {
  'door:look': (_input, door) => lookAtDoor(door),
  'door:judge-password': ({ password }) => ({ fault: findPasswordFault(password) }),
  'door:create': async ({ password }, door) => {
    const bytes = new SecretBytes(Buffer.from(password, 'utf8'));
    try {
      const made = await initialize({ password: bytes, pepperPlace: 'auto' }, windowDeps(door));
      const { vaultId, storeId, pepperPlace, explanation } = made;
      return {
        vaultId,
        storeId,
        pepperPlace,
        explanation,
        recoveryCode: made.recoveryCode.expose(),
      };
    } finally {
      bytes.wipe();
    }
  },
  'door:unlock': (input, door) => unlock(input, door),
  'door:save-recovery-code': async ({ file, recoveryCode }) => {
    await createPrivateFile(file, Buffer.from(`${recoveryCode}\n`, 'utf8'));
    return { file };
  },
};

/** A vault that is open already is closed first: a page that was loaded again has to prove itself like any other. */
async function unlock(input: DoorInput<'door:unlock'>, door: Door) {
  door.tries.assertMayTry();
  const open = door.engine;
  door.engine = null;
  await open?.close();
  door.engine = await tryToOpen(input, door);
  door.deps.onOpened();
  return door.engine.call('engine:status', {}, 'window');
}

async function tryToOpen(input: DoorInput<'door:unlock'>, door: Door) {
  const credential = wayOf(input.way);
  try {
    const engine = await openEngine(
      { credential, acceptRollback: input.acceptsRollback, via: 'window', isUpkeepLater: true },
      windowDeps(door),
    );
    door.tries.right();
    return engine;
  } catch (error) {
    if (error instanceof KeywrightError && WRONG_TRY.has(error.code)) door.tries.wrong();
    throw error;
  } finally {
    if (credential.kind === 'password') credential.password.wipe();
  }
}

function wayOf(way: DoorInput<'door:unlock'>['way']): UnlockWay {
  if (way.kind === 'keychain') return way;
  if (way.kind === 'recovery') return { kind: 'recovery', code: new SecretText(way.code) };
  const password = new SecretBytes(Buffer.from(way.password, 'utf8'));
  return { kind: 'password', password, acceptsHeavyKdf: way.acceptsHeavyKdf };
}

/** The vault's own events say that they came through the window. */
function windowDeps({ deps: { engine } }: Door) {
  const actor = { ...engine.vault.actor, via: 'window' as const };
  return { ...engine, vault: { ...engine.vault, actor } };
}

function findPasswordFault(text: string): string | null {
  const typed = new SecretBytes(Buffer.from(text, 'utf8'));
  try {
    normalizePassword(typed).wipe();
    return null;
  } catch (error) {
    if (error instanceof KeywrightError) return error.publicMessage;
    throw error;
  } finally {
    typed.wipe();
  }
}
