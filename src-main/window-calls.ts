/**
 * The one door for the window's calls to main: trusted sender, parse, call, map, in this order. Nothing is thrown across; what fails
 * comes back as code, message and hint.
 */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import {
  MAIN_CALLS,
  type MainAnswer,
  type MainCall,
  type MainInput,
} from '../src-shared/desk/main-calls.ts';
import { encodeError } from '../src-shared/error/error-wire.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { ORIGIN } from './app-scheme.ts';

export type MainHandlers = {
  readonly [Call in MainCall]: (
    input: MainInput<Call>,
  ) => MainAnswer<Call> | Promise<MainAnswer<Call>>;
};

export interface WindowCallsDeps {
  readonly ipcMain: IpcMain;
  readonly handlers: MainHandlers;
  /** The contents that may call; null while there is no window. */
  readonly trusted: () => WebContents | null;
}

export function answerWindowCalls({ ipcMain, handlers, trusted }: WindowCallsDeps): void {
  for (const name of Object.keys(MAIN_CALLS) as MainCall[]) {
    ipcMain.handle(name, async (event, input: unknown) => {
      try {
        assertTrusted(event, trusted());
        return { answer: await answer(name, input, handlers) };
      } catch (error) {
        return { error: encodeError(error) };
      }
    });
  }
}

function assertTrusted(event: IpcMainInvokeEvent, contents: WebContents | null): void {
  const frame = event.senderFrame;
  const isOurs =
    contents !== null &&
    event.sender.id === contents.id &&
    frame !== null &&
    frame.parent === null &&
    frame.url.startsWith(`${ORIGIN}/`);
  if (!isOurs) throw new KeywrightError('desk/foreign-page', 'This page may not ask that');
}

async function answer(name: MainCall, input: unknown, handlers: MainHandlers): Promise<unknown> {
  const parsed = MAIN_CALLS[name].safeParse(input);
  if (!parsed.success) {
    throw new KeywrightError('usage/invalid-argument', `${name}: the input does not fit`);
  }
  const handler = handlers[name] as (parsedInput: unknown) => unknown;
  return handler(parsed.data);
}
