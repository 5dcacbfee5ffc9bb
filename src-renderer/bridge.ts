/** The window's way out: the bridge of preload, with answers or thrown errors instead of replies. */
import type { Bridge, Reply } from '../src-shared/desk/bridge.ts';
import type { DeskAnswer, DeskCall, DeskInput } from '../src-shared/desk/desk-calls.ts';
import type { MainAnswer, MainCall, MainInput } from '../src-shared/desk/main-calls.ts';
import { decodeError } from '../src-shared/error/error-wire.ts';

declare global {
  interface Window {
    readonly keywright: Bridge;
  }
}

/** Asks the engine process. Throws KeywrightError. */
export async function ask<Call extends DeskCall>(
  call: Call,
  input: DeskInput<Call>,
): Promise<DeskAnswer<Call>> {
  return unwrap(await window.keywright.ask(call, input));
}

/** Asks main. Throws KeywrightError. */
export async function tell<Call extends MainCall>(
  call: Call,
  input: MainInput<Call>,
): Promise<MainAnswer<Call>> {
  return unwrap(await window.keywright.tell(call, input));
}

function unwrap<Answer>(reply: Reply<Answer>): Answer {
  if ('error' in reply) throw decodeError(reply.error);
  return reply.answer;
}
