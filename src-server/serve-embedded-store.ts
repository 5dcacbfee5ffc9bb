/** The verification server on the embedded store, with its log: what `serve` and the window's server panel start. */
import {
  type EmbeddedStoreDeps,
  openEmbeddedStore,
} from '../src-core/embedded/open-embedded-store.ts';
import { createLog } from '../src-core/log/log.ts';
import { openLogFile } from '../src-core/log/log-file.ts';
import { type RunningServer, type ServerOptions, startServer } from './compose.ts';

type ServeOptions = Pick<
  ServerOptions,
  'port' | 'environments' | 'requireToken' | 'version' | 'onAnswer'
>;

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
  const sink = openLogFile(places.logFile);
  const server = await startServer({
    ...options,
    storeFile: places.storeFile,
    usageFile: places.usageFile,
    runtimeDir: places.runtimeDir,
    storeKeys,
    clock,
    random,
    log: createLog({ sink }),
  }).catch((error: unknown) => {
    sink.close();
    throw error;
  });
  return {
    ...server,
    close: async () => {
      await server.close();
      sink.close();
    },
  };
}
