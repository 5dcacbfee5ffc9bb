/** The verifier of the server, for one question: the same steps, nothing spent, nothing recorded. */
import { existsSync } from 'node:fs';
import type { EmbeddedStore } from '../src-core/embedded/open-embedded-store.ts';
import { createMemoryLimiter } from '../src-core/limits/memory-limiter.ts';
import type { StoreKeys } from '../src-core/pepper/store-keys.ts';
import { openStore, type StoreDeps } from '../src-core/shared-store/open-store.ts';
import { openSqliteReader } from '../src-core/store/sqlite/sqlite-verification-reader.ts';
import { latestInstantOrZero } from '../src-core/usage/tolerant-usage.ts';
import { createDatabaseClock } from '../src-core/verify/database-clock.ts';
import { createStoreClock } from '../src-core/verify/store-clock.ts';
import { createVerifier, type Verifier, type VerifierDeps } from '../src-core/verify/verifier.ts';
import type { ExplainAnswer } from '../src-shared/contract/explain.ts';
import type { VerifyAnswer, VerifyRequest } from '../src-shared/contract/verify.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

/** Throws store/… and pepper/…; whatever the key is, is an answer. */
export async function checkToken(request: VerifyRequest, deps: StoreDeps): Promise<VerifyAnswer> {
  return withVerifier(deps, (verifier) => verifier.check(request));
}

/** The checks in order; limits are not checked, since the counters are in the server's memory. Throws as checkToken. */
export async function explainToken(
  request: VerifyRequest,
  deps: StoreDeps,
): Promise<ExplainAnswer> {
  return withVerifier(deps, (verifier) => verifier.explain(request));
}

async function withVerifier<Result>(
  deps: StoreDeps,
  ask: (verifier: Verifier) => Promise<Result>,
): Promise<Result> {
  const { clock, random } = deps;
  const parts = await openParts(deps);
  try {
    const limiter = createMemoryLimiter({ clock });
    const rest = { limiter, usage: null, clock, random, environments: null };
    return await ask(createVerifier({ ...parts, ...rest }));
  } finally {
    parts.reader.close();
  }
}

type VerifierParts = Pick<VerifierDeps, 'reader' | 'keys' | 'storeClock'>;

async function openParts(deps: StoreDeps): Promise<VerifierParts> {
  const { places, clock, shared = null } = deps;
  if (shared !== null) {
    const { openSharedVerifier } = await import('../src-core/shared-store/open-shared-verifier.ts');
    const opened = await openSharedVerifier(shared, deps, 'person');
    return { ...opened, storeClock: createDatabaseClock(clock) };
  }
  if (!existsSync(places.storeFile)) {
    throw new KeywrightError('store/not-found', `There is no store at ${places.storeFile}`);
  }
  const { store, storeKeys } = await openStore(deps);
  const keys = await loadAndClose(storeKeys, store);
  const storeClock = createStoreClock(clock, latestInstantOrZero(places.usageFile));
  return { reader: openSqliteReader(places.storeFile), keys, storeClock };
}

async function loadAndClose(
  storeKeys: EmbeddedStore['storeKeys'],
  store: EmbeddedStore['store'],
): Promise<StoreKeys> {
  try {
    return await storeKeys.load();
  } finally {
    await store.close();
  }
}
