/** The verification server on a shared store, with its log: what `serve --store` starts. Several may serve one store. */
import type { EmbeddedStoreDeps } from '../src-core/embedded/open-embedded-store.ts';
import type { SharedStoreConfig } from '../src-core/shared-store/configured-store.ts';
import { openSharedVerifier } from '../src-core/shared-store/open-shared-verifier.ts';
import type { RunningServer } from './compose.ts';
import { type ServeOptions, startLogged } from './start-logged.ts';

interface SharedServeOptions extends ServeOptions {
  readonly shared: SharedStoreConfig;
  /** True: every verification asks the store. */
  readonly isStrict: boolean;
}

/** Throws store/…, pepper/…, server/port-taken; then nothing is left open. */
export async function serveSharedStore(
  { shared, isStrict, ...options }: SharedServeOptions,
  deps: EmbeddedStoreDeps,
): Promise<RunningServer> {
  const { places, clock, random } = deps;
  const { reader, keys } = await openSharedVerifier(shared, deps, 'server');
  const store = { kind: 'shared', reader, keys, isStrict } as const;
  return startLogged({ ...options, store, clock, random }, places);
}
