/**
 * A program of its own that gives a vault another key and dies at the call to SQLite it is told to (`killAt`, from 1; 0: at none).
 * Reads {"path","password","code","killAt"} from stdin; prints "ready" before, the number of its calls and "done", or the error's code after it.
 */
import { readFileSync, writeSync } from 'node:fs';
import { systemClock } from '../../../src-core/runtime/clock.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretBytes, SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { dieAtCall } from './die-at-call.ts';

interface Input {
  readonly path: string;
  readonly password: string;
  /** The new recovery code. */
  readonly code: string;
  readonly killAt: number;
}

const input = JSON.parse(readFileSync(0, 'utf8')) as Input;
const ctx = { actor: 'local:rekeyer', via: 'cli', reason: null } as const;
const kdf = { parameters: { memoryKib: 19_456, passes: 2, lanes: 1 }, calibration: null };
const deps = { clock: systemClock, random: systemRandom, actor: ctx, rollbackMark: null, kdf };
const password = (): SecretBytes => new SecretBytes(Buffer.from(input.password));
const credential = { kind: 'password', password: password() } as const;
const vault = await openVault({ path: input.path, credential }, deps);
const callsSoFar = dieAtCall(input.path, input.killAt);
writeSync(1, 'ready\n');
try {
  const recoveryCode = new SecretText(input.code);
  await vault.rekey({ password: password(), recoveryCode }, ctx);
  writeSync(1, `calls ${callsSoFar()}\ndone\n`);
} catch (error) {
  writeSync(1, error instanceof KeywrightError ? `${error.code}\n` : `${String(error)}\n`);
}
process.exit(0);
