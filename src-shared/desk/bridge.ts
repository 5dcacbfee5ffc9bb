/** What preload exposes to the window, as `window.keywright`. Plain data in and out; an error comes back as data. */
import type { WireError } from '../error/error-wire.ts';
import type { DeskAnswer, DeskCall, DeskInput } from './desk-calls.ts';
import type { MainAnswer, MainCall, MainEvent, MainEventData, MainInput } from './main-calls.ts';
import type { PortEvent } from './port-messages.ts';

export type Reply<Answer> = { readonly answer: Answer } | { readonly error: WireError };

export interface Bridge {
  /** Asks the engine process. */
  readonly ask: <Call extends DeskCall>(
    call: Call,
    input: DeskInput<Call>,
  ) => Promise<Reply<DeskAnswer<Call>>>;
  /** Asks main. */
  readonly tell: <Call extends MainCall>(
    call: Call,
    input: MainInput<Call>,
  ) => Promise<Reply<MainAnswer<Call>>>;
  /** Returns the way to stop listening. */
  readonly onMain: <Event extends MainEvent>(
    event: Event,
    listener: (data: MainEventData<Event>) => void,
  ) => () => void;
  readonly onEngine: (listener: (event: PortEvent) => void) => () => void;
}
