/**
 * A program of its own that writes to a vault as fast as it can until it is killed; the tests of sudden death start two.
 * Reads {"path","code"} from stdin, so the code is in no argument; prints the id of each entry once its commit returned. With
 * "isLiar" it prints before it commits: the fault that the tests must notice.
 */
import { readFileSync, writeSync } from 'node:fs';
import { systemClock } from '../../../src-core/runtime/clock.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';

interface Input {
  readonly path: string;
  readonly code: string;
  readonly isLiar: boolean;
}

const { path, code, isLiar } = JSON.parse(readFileSync(0, 'utf8')) as Input;
const ctx = { actor: 'local:writer', via: 'cli', reason: null } as const;
const kdf = { parameters: { memoryKib: 19_456, passes: 2, lanes: 1 }, calibration: null };
const deps = { clock: systemClock, random: systemRandom, actor: ctx, rollbackMark: null, kdf };
const credential = { kind: 'recovery', code: new SecretText(code) } as const;
const vault = await openVault({ path, credential }, deps);
/** Without a pause one program keeps the write lock, and the other hardly ever gets a turn. */
function letOthersWrite(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
}

writeSync(1, 'ready\n');
for (;;) {
  const id = newId('ent', systemRandom);
  const overview = {
    kind: 'other',
    name: `entry ${id}`,
    tags: [],
    url: null,
    notes: null,
    hint: null,
    createdAtMs: 0,
    changedAtMs: 0,
    rotatedAtMs: 0,
    expiresAtMs: null,
    deletedAtMs: null,
    issued: null,
  } as const;
  const entry = { id, overview, secret: { value: id, tokens: {} }, event: 'entry.added' };
  try {
    if (isLiar) writeSync(1, `${id}\n`);
    if (isLiar) letOthersWrite();
    vault.add([entry], ctx);
    if (!isLiar) writeSync(1, `${id}\n`);
    letOthersWrite();
  } catch (error) {
    if (!(error instanceof KeywrightError) || error.code !== 'vault/busy') throw error;
  }
}
