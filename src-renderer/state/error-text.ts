import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

/** What went wrong and what to do, as one sentence or two; a fault of ours says no more than that. */
export function errorText(error: unknown): string {
  if (!(error instanceof KeywrightError)) return 'Keywright failed.';
  const message = sentence(error.publicMessage);
  return error.hint === null ? message : `${message} ${sentence(error.hint)}`;
}

export function errorCode(error: unknown): string {
  return error instanceof KeywrightError ? error.code : 'internal/bug';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
