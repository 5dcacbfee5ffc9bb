/** A server with its log and its files in their places; the log is closed with it. */
import { createLog } from '../src-core/log/log.ts';
import { openLogFile } from '../src-core/log/log-file.ts';
import type { Places } from '../src-core/places/places.ts';
import { readOrMakeProxyToken } from '../src-core/places/proxy-token-file.ts';
import { type RunningServer, type ServerOptions, startServer } from './compose.ts';

export type ServeOptions = Pick<
  ServerOptions,
  'port' | 'environments' | 'requireToken' | 'version' | 'onAnswer'
>;

/** Throws as startServer; then nothing is left open. */
export async function startLogged(
  options: Omit<ServerOptions, 'usageFile' | 'runtimeDir' | 'log' | 'proxyToken'>,
  places: Places,
): Promise<RunningServer> {
  const proxyToken = readOrMakeProxyToken(places.proxyTokenFile, options.random);
  const sink = openLogFile(places.logFile);
  const { usageFile, runtimeDir } = places;
  const log = createLog({ sink });
  const server = await startServer({ ...options, usageFile, runtimeDir, log, proxyToken }).catch(
    (error: unknown) => {
      sink.close();
      throw error;
    },
  );
  return {
    ...server,
    close: async () => {
      await server.close();
      sink.close();
    },
  };
}
