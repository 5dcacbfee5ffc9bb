/** Times on the command line, refused early where they cannot be meant. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { MAX_DURATION_MS } from '../../src-shared/time/duration.ts';
import { type Deadline, parseDeadline, resolveDeadline } from '../../src-shared/time/instant.ts';

/** An expiry between now and 10 years ahead; null where none was given. Throws usage/invalid-… or key/expiry-refused. */
export function parseExpiry(
  text: string | undefined,
  nowMs: number,
  what = '--expires',
): Deadline | null {
  if (text === undefined) return null;
  const deadline = parseDeadline(text, what, true);
  const atMs = resolveDeadline(deadline, nowMs);
  if (atMs <= nowMs) {
    throw new KeywrightError('key/expiry-refused', `${what}: "${text}" is in the past`);
  }
  if (atMs > nowMs + MAX_DURATION_MS) {
    throw new KeywrightError(
      'key/expiry-refused',
      `${what}: "${text}" is more than 10 years ahead`,
    );
  }
  return deadline;
}

/** A start; a date starts that day at 00:00 UTC. */
export function parseStart(text: string | undefined): Deadline | null {
  return text === undefined ? null : parseDeadline(text, '--not-before', false);
}
