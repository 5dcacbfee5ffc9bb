/**
 * A program of its own that outlives the command which copied: it waits, and clears the clipboard if that still holds the value.
 * It knows a keyed hash of the value only. A request to end (logout) clears at once.
 */
import { spawnSync } from 'node:child_process';
import { timingSafeEqual } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { type ClearRequest, fingerprint } from './clear-request.ts';
import type { ClipboardCommand } from './clipboard-program.ts';

const PROGRAM_TIMEOUT_MS = 5_000;
const MAX_READ_BYTES = 1 << 24;

const request = JSON.parse(await text(process.stdin)) as ClearRequest;
setTimeout(clearAndEnd, request.afterMs);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, clearAndEnd);
process.stdout.write('ready\n');

function clearAndEnd(): void {
  if (holdsTheValue()) run(request.clear);
  process.exit(0);
}

function holdsTheValue(): boolean {
  const held = run(request.read);
  if (held === null) return false;
  const found = fingerprint(Buffer.from(request.key, 'base64'), held.toString('utf8'));
  return timingSafeEqual(found, Buffer.from(request.fingerprint, 'base64'));
}

/** What the program wrote; null where it failed or did not end in time. */
function run(command: ClipboardCommand): Buffer | null {
  const isRead = command === request.read;
  const ended = spawnSync(command.file, command.args, {
    input: '',
    stdio: ['pipe', isRead ? 'pipe' : 'ignore', 'ignore'],
    timeout: PROGRAM_TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_READ_BYTES,
    windowsHide: true,
  });
  return ended.status === 0 ? ended.stdout : null;
}
