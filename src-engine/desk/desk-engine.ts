/**
 * The engine as the desktop runs it: a door that is closed at first, behind it the unlocked engine. It begins locked in a process of
 * its own and never locks again by itself: locking ends the process. Every input is parsed by the contract's schema before anything else.
 */
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import type { EngineCall } from '../../src-shared/contract/engine-calls.ts';
import { ENGINE_CALLS } from '../../src-shared/contract/engine-calls.ts';
import { DESK_CALLS, type DeskCall } from '../../src-shared/desk/desk-calls.ts';
import { clip } from '../../src-shared/error/clip.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { checkToken } from '../check-token.ts';
import type { Engine } from '../engine.ts';
import type { DeskEngineDeps, DeskHandlers, Door } from './door.ts';
import { doorCalls } from './door-calls.ts';
import { type DueTidings, keepReminderKey, readDue } from './due-feed.ts';
import { addImport, previewImport } from './import-env.ts';
import { tryServer } from './try-server.ts';
import { WrongTries } from './wrong-tries.ts';

export interface DeskEngine {
  /** Throws usage/invalid-argument, vault/locked before the door is open, and what the call throws. */
  call(name: string, input: unknown): Promise<unknown>;
  /** What changed since the last asking, at first everything. Null while the door is closed, and where the vault cannot be written. */
  due(): Promise<DueTidings | null>;
  /** What the unlock put off; nothing while the door is closed. Throws vault/locked where it closes meanwhile. */
  settle(): Promise<void>;
  backUp(): Promise<void>;
  /** Whether the keychain keeps the key of the reminder index from now on. */
  keepReminderKey(): Promise<boolean>;
  /** Closes vault and store, where they were opened. */
  close(): Promise<void>;
}

const OWN_CALLS: DeskHandlers<
  'entry:copy' | 'import:preview' | 'import:add' | 'key:check' | 'server:try'
> = {
  'entry:copy': async ({ entry, versionId }, door) => {
    const input = { entry, versionId, purpose: 'copy', reason: null } as const;
    const revealed = await unlocked(door).call('entry:reveal', input, 'window');
    const { entryId, name } = revealed;
    return door.deps.copy(new SecretText(revealed.secret), { entryId, versionId, name });
  },
  'import:preview': async ({ text }, door) => ({
    rows: await previewImport(text, unlocked(door)),
  }),
  'import:add': (input, door) => addImport(input, unlocked(door)),
  'key:check': (request, door) => checkToken(request, door.deps.engine),
  'server:try': ({ url, request }) => tryServer(url, request),
};

const HANDLERS = { ...doorCalls, ...OWN_CALLS };

export function createDeskEngine(deps: DeskEngineDeps): DeskEngine {
  const door: Door = { deps, tries: new WrongTries(deps.engine.clock), engine: null };
  return {
    call: (name, input) => call(name, input, door),
    due: async () => (door.engine === null ? null : readDue(door.engine)),
    keepReminderKey: async () =>
      door.engine !== null && keepReminderKey(door.engine, deps.engine.keychain),
    settle: async () => door.engine?.settle(),
    backUp: async () => door.engine?.backUp(),
    close: async () => {
      await door.engine?.close();
      door.engine = null;
    },
  };
}

async function call(name: string, input: unknown, door: Door): Promise<unknown> {
  if (Object.hasOwn(ENGINE_CALLS, name)) {
    return unlocked(door).call(name as EngineCall, input, 'window');
  }
  if (!Object.hasOwn(HANDLERS, name)) {
    throw new KeywrightError('usage/invalid-argument', `There is no call "${clip(name)}"`);
  }
  const parsed = DESK_CALLS[name as DeskCall].safeParse(input);
  if (!parsed.success) {
    throw new KeywrightError('usage/invalid-argument', `${name}: the input does not fit`);
  }
  const handler = HANDLERS[name as keyof typeof HANDLERS] as (
    parsedInput: unknown,
    of: Door,
  ) => unknown;
  return handler(parsed.data, door);
}

function unlocked(door: Door): Engine {
  if (door.engine === null) throw new KeywrightError('vault/locked', 'The vault is locked');
  return door.engine;
}
