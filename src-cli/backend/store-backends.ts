/** The store's side of the terminal: issuing without a vault, checking, the chain, and the server. */
import { existsSync } from 'node:fs';
import { type StoreChainReport, verifyStoreChain } from '../../src-core/audit/verify-chain.ts';
import type { EmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import { issueKey, issueKeys } from '../../src-core/keys/issue-key.ts';
import { rotateKey } from '../../src-core/keys/rotate-key.ts';
import type { Places } from '../../src-core/places/places.ts';
import { openStore, type StoreDeps } from '../../src-core/shared-store/open-store.ts';
import { lastUseOrNone } from '../../src-core/usage/tolerant-usage.ts';
import { checkToken, explainToken } from '../../src-engine/check-token.ts';
import type { Backends } from './backends.ts';
import type { BackendParts } from './compose-backends.ts';
import { startDevServer } from './dev-server.ts';
import { inspectStoreParts } from './inspect-store-parts.ts';
import { serveStore } from './serve-store.ts';

type StoreBackends = Pick<
  Backends,
  | 'hasStore'
  | 'openStore'
  | 'issueKey'
  | 'issueKeys'
  | 'rotateKey'
  | 'inspectStore'
  | 'readLastUse'
  | 'check'
  | 'explain'
  | 'verifyStoreChain'
  | 'startServer'
  | 'startDevServer'
>;

export function composeStoreBackends(parts: BackendParts): StoreBackends {
  const { places, engine } = parts;
  const { clock, random, shared = null } = engine;
  const deskOf = (opened: EmbeddedStore) => ({ ...opened, random, clock });
  return {
    hasStore: () => shared !== null || existsSync(places.storeFile),
    openStore: () => openStore(engine),
    issueKey: (opened, input, ctx) => issueKey(input, deskOf(opened), ctx),
    issueKeys: (opened, batch) => issueKeys(batch, deskOf(opened)),
    rotateKey: (opened, input, ctx) => rotateKey(input, deskOf(opened), ctx),
    inspectStore: () =>
      withOpenStore(engine, (opened) =>
        inspectStoreParts({
          opened,
          places,
          clock,
          shared,
          verifyChain: () => verifyChain(opened, places),
        }),
      ),
    readLastUse: () => lastUseOrNone(places.usageFile),
    check: (request) => checkToken(request, engine),
    explain: (request) => explainToken(request, engine),
    verifyStoreChain: () => withOpenStore(engine, (opened) => verifyChain(opened, places)),
    startServer: (options) => serveStore(options, parts),
    startDevServer: (options) => startDevServer(options, parts),
  };
}

async function verifyChain(
  { store, storeKeys }: EmbeddedStore,
  places: Places,
): Promise<StoreChainReport> {
  return verifyStoreChain({
    store,
    keys: await storeKeys.load(),
    checkpointsFile: existsSync(places.checkpointsFile) ? places.checkpointsFile : null,
  });
}

async function withOpenStore<Result>(
  deps: StoreDeps,
  work: (opened: EmbeddedStore) => Promise<Result>,
): Promise<Result> {
  const opened = await openStore(deps);
  try {
    return await work(opened);
  } finally {
    await opened.store.close();
  }
}
