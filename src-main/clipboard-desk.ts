/**
 * One copied secret at a time: marked for clipboard managers as not to be kept, and cleared after a while if the clipboard still holds
 * it. From the copy on only a keyed hash of it is remembered. The countdown belongs to main, so locking does not cancel it.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clipboard } from 'electron';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

export interface ClipboardDeskDeps {
  readonly clipboard: Pick<Clipboard, 'readText' | 'clear'>;
  /** Writes the text with the platform's marks (no-history-marks.ts). */
  readonly write: (text: string) => Promise<void>;
  readonly nowMs: () => number;
  /** Null: copies stay. Read at each copy. */
  readonly clearAfterMs: () => number | null;
  readonly onChange: (clearsAtMs: number | null) => void;
}

interface Copy {
  readonly key: Buffer;
  readonly mark: Buffer;
  readonly timer: NodeJS.Timeout | null;
}

export class ClipboardDesk {
  readonly #deps: ClipboardDeskDeps;
  #copy: Copy | null = null;

  constructor(deps: ClipboardDeskDeps) {
    this.#deps = deps;
  }

  /** Throws clipboard/unavailable where the system takes no copy. */
  async copy(text: string): Promise<{ readonly clearsAtMs: number | null }> {
    const { write, clearAfterMs, nowMs, onChange } = this.#deps;
    try {
      await write(text);
    } catch (cause) {
      throw new KeywrightError('clipboard/unavailable', 'There is no clipboard to copy to here', {
        cause,
      });
    }
    this.#forget();
    const key = randomBytes(32);
    const afterMs = clearAfterMs();
    const timer = afterMs === null ? null : setTimeout(() => void this.clear(), afterMs);
    this.#copy = { key, mark: markOf(key, text), timer };
    const clearsAtMs = afterMs === null ? null : nowMs() + afterMs;
    onChange(clearsAtMs);
    return { clearsAtMs };
  }

  /** Clears what was copied, if it is still there. False: there was nothing of ours. */
  async clear(): Promise<boolean> {
    const copy = this.#copy;
    if (copy === null) return false;
    this.#forget();
    this.#deps.onChange(null);
    const now = markOf(copy.key, await this.#deps.clipboard.readText().catch(() => ''));
    if (!timingSafeEqual(now, copy.mark)) return false;
    this.#deps.clipboard.clear();
    return true;
  }

  #forget(): void {
    if (this.#copy?.timer != null) clearTimeout(this.#copy.timer);
    this.#copy = null;
  }
}

function markOf(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
