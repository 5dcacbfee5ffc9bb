/** The verification server on the embedded store, with its log: what `serve` and the window's server panel start. */
import {
  type EmbeddedStoreDeps,
  openEmbeddedStore,
} from '../src-core/embedded/open-embedded-store.ts';
import type { RunningServer } from './compose.ts';
import { type ServeOptions, startLogged } from './start-logged.ts';

/** Throws store/…, pepper/…, server/port-taken, server/already-serving; then nothing is left open. */
export async function serveEmbeddedStore(
  options: ServeOptions,
  deps: EmbeddedStoreDeps,
): Promise<RunningServer> {
  const { places, clock, random } = deps;
  const { store, storeKeys } = await openEmbeddedStore(deps);
  try {
    await storeKeys.load();
  } finally {
    await store.close();
  }
  const served = { kind: 'embedded', file: places.storeFile, keys: storeKeys } as const;
  return startLogged({ ...options, store: served, clock, random }, places);
}
