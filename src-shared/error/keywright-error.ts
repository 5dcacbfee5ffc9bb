/**
 * The one error class for operations that failed. An expected outcome is a value, never this.
 * Only `code`, `publicMessage` and `hint` leave the process; `cause` goes to the log. None may hold a secret.
 */
import { type ErrorCode, errorFacts } from './error-codes.ts';

interface ErrorDetail {
  /** The fault underneath, for the log only. */
  readonly cause?: unknown;
  /** What to do next, where it differs from the hint of the code. */
  readonly hint?: string;
  /** Which item of a batch was refused, from 0. */
  readonly item?: number;
}

export class KeywrightError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  /** Which item of a batch was refused, from 0; null: it was no batch, or the batch as a whole. Stays in the process. */
  readonly item: number | null;

  constructor(code: ErrorCode, publicMessage: string, detail: ErrorDetail = {}) {
    super(publicMessage, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'KeywrightError';
    this.code = code;
    this.hint = detail.hint ?? errorFacts(code).hint;
    this.item = detail.item ?? null;
  }

  /** Sentence for the person; the same text as `message`. */
  get publicMessage(): string {
    return this.message;
  }
}
