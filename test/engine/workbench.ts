/** A throwaway vault and store in a temporary folder, opened by the real engine with cheap Argon2id parameters and a steppable clock. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KdfSettings } from '../../src-core/crypto/kdf-parameters.ts';
import { openEmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import type { Keychain } from '../../src-core/keychain/keychain.ts';
import { type Places, resolvePlaces } from '../../src-core/places/places.ts';
import type { Clock } from '../../src-core/runtime/clock.ts';
import { newId, systemRandom } from '../../src-core/runtime/random.ts';
import { SecretBytes } from '../../src-core/secret/secret-bytes.ts';
import type { Engine } from '../../src-engine/engine.ts';
import { initialize } from '../../src-engine/initialize.ts';
import { type OpenEngineDeps, openEngine } from '../../src-engine/open-engine.ts';
import type { EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

export const PASSWORD = 'correct horse battery staple';

export const CTX = { actor: 'local:test', via: 'cli', reason: null } as const;

/** The cheapest parameters a vault may be read with. */
const CHEAP_KDF: KdfSettings = {
  parameters: { memoryKib: 19_456, passes: 2, lanes: 1 },
  calibration: null,
};

export interface SteppedClock extends Clock {
  step(byMs: number): void;
}

export function steppedClock(startMs = Date.now()): SteppedClock {
  let offsetMs = 0;
  return {
    nowMs: () => startMs + offsetMs,
    monotonicMs: () => offsetMs,
    step: (byMs) => {
      offsetMs += byMs;
    },
  };
}

/** A machine without a keychain. */
export const missingKeychain: Keychain = {
  probe: async () => ({ state: 'missing', backend: 'none', explanation: 'No keychain here.' }),
  get: () => Promise.reject(new KeywrightError('keychain/missing', 'No keychain here')),
  set: () => Promise.reject(new KeywrightError('keychain/missing', 'No keychain here')),
  delete: () => Promise.reject(new KeywrightError('keychain/missing', 'No keychain here')),
};

export interface Workbench {
  readonly places: Places;
  readonly clock: SteppedClock;
  readonly deps: OpenEngineDeps;
  unlock(password?: string): Promise<Engine>;
  remove(): void;
}

export function workbenchDeps(home: string, clock: Clock): OpenEngineDeps {
  return {
    places: resolvePlaces({ KEYWRIGHT_HOME: home }, 'linux'),
    clock,
    random: systemRandom,
    keychain: missingKeychain,
    readLastUse: () => new Map(),
    actor: 'local:test',
    vault: {
      clock,
      random: systemRandom,
      rollbackMark: null,
      actor: CTX,
      kdf: CHEAP_KDF,
    },
  };
}

/** Made and ready: vault, store, and the API `acme` with live and test. */
export async function makeWorkbench(): Promise<Workbench> {
  const home = mkdtempSync(join(tmpdir(), 'kw-engine-'));
  const clock = steppedClock();
  const deps = workbenchDeps(home, clock);
  await initialize({ password: secret(PASSWORD), pepperPlace: 'file' }, deps);
  const { store } = await openEmbeddedStore(deps);
  const api = { name: 'acme', prefix: 'acme', environments: ['live', 'test'] };
  await store.createApi({ id: newId('api', systemRandom), ...api }, CTX);
  await store.close();
  return {
    places: deps.places,
    clock,
    deps,
    unlock: (password = PASSWORD) => unlock(deps, password),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

export function unlock(deps: OpenEngineDeps, password = PASSWORD): Promise<Engine> {
  const credential = { kind: 'password', password: secret(password) } as const;
  return openEngine({ credential, acceptRollback: false, via: 'cli' }, deps);
}

export function secret(text: string): SecretBytes {
  return new SecretBytes(Buffer.from(text, 'utf8'));
}

export const ISSUE: EngineInput<'key:issue'> = {
  api: 'acme',
  name: 'billing worker',
  owner: 'team:payments',
  environment: 'live',
  permissions: ['invoices.read'],
  roles: [],
  limits: [{ name: 'rate', limit: 100, periodMs: 60_000 }],
  notBefore: null,
  expires: { kind: 'after', afterMs: 7_776_000_000 },
  reason: null,
};

const { name: _name, ...TERMS } = ISSUE;

export const ISSUE_MANY: EngineInput<'key:issue-many'> = {
  ...TERMS,
  names: ['worker 1', 'worker 2', 'worker 3'],
};

export const ROTATE: EngineInput<'key:rotate'> = {
  key: 'billing worker',
  graceMs: 3_600_000,
  isLeaked: false,
  expires: null,
  reason: null,
};

export const ENTRY: EngineInput<'entry:add'> = {
  name: 'Stripe live',
  kind: 'api-key',
  secret: 'sk_live_51abcdefghijklmnopqrstuvwxyz',
  tags: ['payments'],
  url: 'https://dashboard.stripe.com/apikeys',
  notes: null,
  expires: null,
};
