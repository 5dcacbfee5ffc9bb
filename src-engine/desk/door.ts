/** The door of the desktop's engine: what stands behind it, and what the calls in front of it share. */
import { existsSync } from 'node:fs';
import type { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { readVaultHeader } from '../../src-core/vault/vault-header.ts';
import type { DeskAnswer, DeskCall, DeskInput } from '../../src-shared/desk/desk-calls.ts';
import type { DoorView } from '../../src-shared/desk/door-answers.ts';
import type { CopiedThing } from '../../src-shared/desk/engine-control.ts';
import { encodeError } from '../../src-shared/error/error-wire.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Engine } from '../engine.ts';
import type { OpenEngineDeps } from '../open-engine.ts';
import type { WrongTries } from './wrong-tries.ts';

export interface DeskEngineDeps {
  readonly engine: OpenEngineDeps;
  /** Hands one secret to main, which copies and clears it. Null: it is never cleared. Throws clipboard/unavailable. */
  readonly copy: (
    text: SecretText,
    of: CopiedThing,
  ) => Promise<{ readonly clearsAtMs: number | null }>;
  readonly onOpened: () => void;
}

/** The state behind the calls of the door. */
export interface Door {
  readonly deps: DeskEngineDeps;
  readonly tries: WrongTries;
  engine: Engine | null;
}

export type DeskHandlers<Calls extends DeskCall> = {
  readonly [Call in Calls]: (
    input: DeskInput<Call>,
    door: Door,
  ) => DeskAnswer<Call> | Promise<DeskAnswer<Call>>;
};

/** What stands behind the door, without opening it. */
export function lookAtDoor(door: Door): DoorView {
  const { vaultFile } = door.deps.engine.places;
  const facts = {
    path: vaultFile,
    fault: null,
    rememberedUntilMs: null,
    isHashingWeak: false,
    wrongTries: door.tries.count,
    retryAtMs: door.tries.retryAtMs,
  };
  if (!existsSync(vaultFile)) return { ...facts, vault: 'absent' };
  try {
    const { rememberedUntilMs, kdf } = readVaultHeader(vaultFile);
    const vault = door.engine === null ? 'locked' : 'open';
    return { ...facts, vault, rememberedUntilMs, isHashingWeak: kdf === 'light' };
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    return { ...facts, vault: 'damaged', fault: encodeError(error) };
  }
}
