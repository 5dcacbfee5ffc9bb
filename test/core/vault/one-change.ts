/**
 * A program of its own that opens a vault and does one thing with it, so that a test can limit what the system lets it do.
 * Reads {"path","code","action","target"} from stdin; prints what it saw and how the action ended, as one line of JSON.
 */
import { readFileSync, writeSync } from 'node:fs';
import { systemClock } from '../../../src-core/runtime/clock.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretBytes, SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import type { Vault } from '../../../src-core/vault/vault.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';

interface Input {
  readonly path: string;
  readonly code: string;
  readonly action: 'add' | 'reveal' | 'password' | 'backup';
  readonly target: string;
}

const { path, code, action, target } = JSON.parse(readFileSync(0, 'utf8')) as Input;
const ctx = { actor: 'local:one', via: 'cli', reason: null } as const;
const kdf = { parameters: { memoryKib: 19_456, passes: 2, lanes: 1 }, calibration: null };
const deps = { clock: systemClock, random: systemRandom, actor: ctx, rollbackMark: null, kdf };

async function act(vault: Vault): Promise<void> {
  const [first] = vault.list();
  if (first === undefined) throw new Error('an empty vault');
  if (action === 'reveal') vault.reveal(first.id, 'reveal', ctx);
  if (action === 'password') await vault.changePassword(new SecretBytes(Buffer.from(target)), ctx);
  if (action === 'backup') await vault.backup(target, ctx);
  if (action === 'add') {
    const id = newId('ent', systemRandom);
    const overview = { ...first.overview, name: 'added', notes: 'x'.repeat(40_000) };
    vault.add([{ id, overview, secret: { value: null, tokens: {} }, event: 'entry.added' }], ctx);
  }
}

let seen: object = {};
try {
  const credential = { kind: 'recovery', code: new SecretText(code) } as const;
  const vault = await openVault({ path, credential }, deps);
  seen = { cause: vault.readOnlyCause, entries: vault.list().length };
  await act(vault);
  seen = { ...seen, ended: 'done' };
  await vault.close();
} catch (error) {
  seen = { ...seen, ended: error instanceof KeywrightError ? error.code : String(error) };
}
writeSync(1, `${JSON.stringify(seen)}\n`);
process.exit(0);
