/** The verifier of the server, for one question: the same steps, nothing spent, nothing recorded. */
import { existsSync } from 'node:fs';
import {
  type EmbeddedStore,
  type EmbeddedStoreDeps,
  openEmbeddedStore,
} from '../src-core/embedded/open-embedded-store.ts';
import { createMemoryLimiter } from '../src-core/limits/memory-limiter.ts';
import type { StoreKeys } from '../src-core/pepper/store-keys.ts';
import { openSqliteReader } from '../src-core/store/sqlite/sqlite-verification-reader.ts';
import { latestInstantOrZero } from '../src-core/usage/tolerant-usage.ts';
import { createStoreClock } from '../src-core/verify/store-clock.ts';
import { createVerifier } from '../src-core/verify/verifier.ts';
import type { VerifyAnswer, VerifyRequest } from '../src-shared/contract/verify.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

/** Throws store/… and pepper/…; whatever the key is, is an answer. */
export async function checkToken(
  request: VerifyRequest,
  deps: EmbeddedStoreDeps,
): Promise<VerifyAnswer> {
  const { places, clock, random } = deps;
  if (!existsSync(places.storeFile)) {
    throw new KeywrightError('store/not-found', `There is no store at ${places.storeFile}`);
  }
  const { store, storeKeys } = await openEmbeddedStore(deps);
  const keys = await loadAndClose(storeKeys, store);
  const reader = openSqliteReader(places.storeFile);
  try {
    const verifier = createVerifier({
      reader,
      keys,
      limiter: createMemoryLimiter({ clock }),
      usage: null,
      clock,
      storeClock: createStoreClock(clock, latestInstantOrZero(places.usageFile)),
      random,
      environments: null,
    });
    return await verifier.check(request);
  } finally {
    reader.close();
  }
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
