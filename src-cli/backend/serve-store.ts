/** Starts the verification server on the embedded store. The HTTP packages are loaded only here. */
import type { RunningServer, ServeOptions } from './backends.ts';
import type { BackendParts } from './compose-backends.ts';

/** Throws store/…, pepper/…, server/port-taken, server/already-serving. */
export async function serveStore(
  options: ServeOptions,
  { engine, version }: BackendParts,
): Promise<RunningServer> {
  const { serveEmbeddedStore } = await import('../../src-server/serve-embedded-store.ts');
  return serveEmbeddedStore(
    {
      port: options.port,
      environments: options.environments.length === 0 ? null : options.environments,
      requireToken: options.isTokenRequired,
      version,
    },
    engine,
  );
}
