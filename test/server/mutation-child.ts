/** Another program on the same store: runs one mutation per line of stdin and answers each with a line once it has returned. */
import { createInterface } from 'node:readline';
import { openStoreKeysFile } from '../../src-core/pepper/file-store-keys.ts';
import { systemClock } from '../../src-core/runtime/clock.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { openSqliteStore } from '../../src-core/store/sqlite/open-sqlite-store.ts';
import { readStoreHeader } from '../../src-core/store/sqlite/store-header.ts';
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';

const [storeFile = '', keysFile = ''] = process.argv.slice(2);
const CTX = { actor: 'local:other', via: 'cli', reason: null } as const;
const WHY = { code: 'other', note: null } as const;

const store = await openSqliteStore(storeFile, {
  clock: systemClock,
  random: systemRandom,
  keys: openStoreKeysFile(keysFile, readStoreHeader(storeFile).id),
  checkpointsFile: null,
});

for await (const line of createInterface({ input: process.stdin })) {
  const [action = '', id = ''] = line.split(' ');
  if (action === 'disable') await store.setKeyDisabled(id as KeyId, true, CTX);
  if (action === 'enable') await store.setKeyDisabled(id as KeyId, false, CTX);
  if (action === 'revoke-version') await store.revokeVersion(id as VersionId, WHY, CTX);
  if (action === 'revoke') await store.revokeKey(id as KeyId, WHY, CTX);
  process.stdout.write(`${action}\n`);
}
await store.close();
