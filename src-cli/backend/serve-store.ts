/** Starts the verification server on the store that is meant. The HTTP packages are loaded only here. */
import type { RunningServer, ServeOptions } from './backends.ts';
import type { BackendParts } from './compose-backends.ts';

/** Throws store/…, pepper/…, server/port-taken, server/already-serving. */
export async function serveStore(
  options: ServeOptions,
  { engine, version }: BackendParts,
): Promise<RunningServer> {
  const served = {
    port: options.port,
    environments: options.environments.length === 0 ? null : options.environments,
    requireToken: options.isTokenRequired,
    version,
  };
  const { shared = null } = engine;
  if (shared === null) {
    const { serveEmbeddedStore } = await import('../../src-server/serve-embedded-store.ts');
    return serveEmbeddedStore(served, engine);
  }
  const { serveSharedStore } = await import('../../src-server/serve-shared-store.ts');
  return serveSharedStore({ ...served, shared, isStrict: options.isStrict }, engine);
}
