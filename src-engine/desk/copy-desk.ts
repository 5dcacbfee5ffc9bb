/** Copies that wait for main's word: each has a number, and ends as copied or refused. */
import type { SecretText } from '../../src-core/secret/secret-bytes.ts';
import type { CopiedThing, FromEngine, ToEngine } from '../../src-shared/desk/engine-control.ts';
import { decodeError } from '../../src-shared/error/error-wire.ts';

type Settlement = Extract<ToEngine, { kind: 'copied' | 'not-copied' }>;
type Copied = { readonly clearsAtMs: number | null };

export class CopyDesk {
  readonly #say: (message: FromEngine) => void;
  readonly #waiting = new Map<number, PromiseWithResolvers<Copied>>();
  #nextId = 0;

  constructor(say: (message: FromEngine) => void) {
    this.#say = say;
  }

  /** Throws what main answers: clipboard/unavailable. */
  copy(text: SecretText, of: CopiedThing): Promise<Copied> {
    const id = this.#nextId;
    this.#nextId += 1;
    const waiting = Promise.withResolvers<Copied>();
    this.#waiting.set(id, waiting);
    this.#say({ kind: 'copy', id, text: text.expose(), of });
    return waiting.promise;
  }

  settle(message: Settlement): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'copied') waiting?.resolve({ clearsAtMs: message.clearsAtMs });
    else waiting?.reject(decodeError(message.error));
  }
}
