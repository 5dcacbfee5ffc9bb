/**
 * A program of its own that changes a vault's password and dies at the call to SQLite it is told to (`killAt`, from 1; 0: at none).
 * Reads {"path","code","next","killAt"} from stdin; prints "ready" before and "done" after the change.
 */
import { readFileSync, writeSync } from 'node:fs';
import { systemClock } from '../../../src-core/runtime/clock.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretBytes, SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import { dieAtCall } from './die-at-call.ts';

interface Input {
  readonly path: string;
  readonly code: string;
  readonly next: string;
  readonly killAt: number;
}

const { path, code, next, killAt } = JSON.parse(readFileSync(0, 'utf8')) as Input;
const ctx = { actor: 'local:changer', via: 'cli', reason: null } as const;
const kdf = { parameters: { memoryKib: 19_456, passes: 2, lanes: 1 }, calibration: null };
const deps = { clock: systemClock, random: systemRandom, actor: ctx, rollbackMark: null, kdf };
const credential = { kind: 'recovery', code: new SecretText(code) } as const;
const vault = await openVault({ path, credential }, deps);

dieAtCall(path, killAt);
writeSync(1, 'ready\n');
await vault.changePassword(new SecretBytes(Buffer.from(next)), ctx);
writeSync(1, 'done\n');
process.exit(0);
