/** The verification store for one command; needs no unlocked vault. */
import type { EmbeddedStore } from '../src-core/embedded/open-embedded-store.ts';
import type { Cli } from './cli.ts';

/** Runs `work` with the store and closes it, whatever happens. Throws store/…. */
export async function withStore<Result>(
  cli: Cli,
  work: (opened: EmbeddedStore) => Promise<Result>,
): Promise<Result> {
  const opened = await cli.backends.openStore();
  try {
    return await work(opened);
  } finally {
    await opened.store.close();
    const fault = opened.store.checkpointFault();
    if (fault !== null)
      cli.output.note(`The audit log could not be signed: ${fault.publicMessage}`);
  }
}
