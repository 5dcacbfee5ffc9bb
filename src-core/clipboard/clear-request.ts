/** What the program that clears the clipboard is told, on stdin: how to recognise the value, never the value. */
import { createHmac } from 'node:crypto';
import type { ClipboardCommand } from './clipboard-program.ts';

export interface ClearRequest {
  /** Base64, 32 random bytes made for this copy. */
  readonly key: string;
  /** Base64 of `fingerprint(key, value)`. */
  readonly fingerprint: string;
  readonly afterMs: number;
  readonly read: ClipboardCommand;
  readonly clear: ClipboardCommand;
}

/** HMAC-SHA-256 of the value without line ends after it: some programs add one when they read. */
export function fingerprint(key: Buffer, value: string): Buffer {
  return createHmac('sha256', key)
    .update(value.replace(/[\r\n]+$/, ''))
    .digest();
}
