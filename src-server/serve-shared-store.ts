/**
 * The verification server on a shared store, with its log: what `serve --store` starts. Several may serve one store, each from a home of
 * its own: usage file, address and token of a server lie there.
 */
import type { EmbeddedStoreDeps } from '../src-core/embedded/open-embedded-store.ts';
import { ensurePrivateDirectory } from '../src-core/places/ensure-private-directory.ts';
import type { SharedStoreConfig } from '../src-core/shared-store/configured-store.ts';
import { openSharedVerifier } from '../src-core/shared-store/open-shared-verifier.ts';
import type { RunningServer } from './compose.ts';
import { acquireServeLock } from './serve-lock.ts';
import { type ServeOptions, startLogged } from './start-logged.ts';

interface SharedServeOptions extends ServeOptions {
  readonly shared: SharedStoreConfig;
  /** True: every verification asks the store. */
  readonly isStrict: boolean;
}

/** Throws store/…, pepper/…, server/port-taken, server/already-serving; then nothing is left open. */
export async function serveSharedStore(
  options: SharedServeOptions,
  deps: EmbeddedStoreDeps,
): Promise<RunningServer> {
  const { places } = deps;
  ensurePrivateDirectory(places.dataDir);
  const lock = acquireServeLock(places.storeFile);
  try {
    const server = await start(options, deps);
    return {
      ...server,
      close: async () => {
        await server.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function start(
  { shared, isStrict, ...options }: SharedServeOptions,
  deps: EmbeddedStoreDeps,
): Promise<RunningServer> {
  const { places, clock, random } = deps;
  const { reader, keys } = await openSharedVerifier(shared, deps, 'server');
  const store = { kind: 'shared', reader, keys, isStrict } as const;
  return startLogged({ ...options, store, clock, random }, places);
}
