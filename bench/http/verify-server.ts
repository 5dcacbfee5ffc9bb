/** The real server on a fixture: arguments are the cache folder, the number of keys and a folder for its own files. */
import { join } from 'node:path';
import { systemClock } from '../../src-core/runtime/clock.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { startServer } from '../../src-server/compose.ts';
import { silentLog } from '../fixtures/open-verifier.ts';
import { openStoreFixture } from '../fixtures/store-fixture.ts';
import { reportUsage } from './report-usage.ts';

const [cacheDir = '', size = '', workDir = ''] = process.argv.slice(2);
const fixture = await openStoreFixture(cacheDir, Number(size));
const server = await startServer({
  store: { kind: 'embedded', file: fixture.storeFile, keys: fixture.storeKeys },
  usageFile: join(workDir, 'usage.db'),
  runtimeDir: join(workDir, 'run'),
  port: 0,
  environments: ['live'],
  requireToken: false,
  version: '0.0.0',
  clock: systemClock,
  random: systemRandom,
  log: silentLog,
});
process.on('disconnect', () => void server.close().then(() => process.exit()));
reportUsage();
process.send?.({ url: server.url });
