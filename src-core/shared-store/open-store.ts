/** The store that is meant: the shared one that was named, else the embedded one. What every door opens. */
import {
  type EmbeddedStore,
  type EmbeddedStoreDeps,
  openEmbeddedStore,
} from '../embedded/open-embedded-store.ts';
import type { SharedStoreConfig } from './configured-store.ts';

export interface StoreDeps extends EmbeddedStoreDeps {
  /** Null or left out: the embedded store. */
  readonly shared?: SharedStoreConfig | null;
}

/** Throws store/…, and nothing is left open then. */
export async function openStore(deps: StoreDeps): Promise<EmbeddedStore> {
  const { shared = null } = deps;
  if (shared === null) return openEmbeddedStore(deps);
  // The driver is loaded where it is needed: most commands run on the embedded store.
  const { openSharedStore } = await import('./open-shared-store.ts');
  return openSharedStore(shared, deps);
}
