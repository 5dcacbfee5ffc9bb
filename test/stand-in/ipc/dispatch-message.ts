/**
 * A message of a renderer on its way to the app. Order and error texts are those of Electron: the frame's listeners, then the
 * contents', then `ipcMain`.
 */
import type { MessagePortMain } from '../ports/message-port-main.ts';
import { codec } from './codec.ts';
import { type IpcMain, ipcMain } from './ipc-main.ts';

export interface SentMessage {
  readonly t: 'send' | 'invoke';
  readonly id?: number;
  readonly channel: string;
  readonly args: string;
}

export interface IpcEvent {
  readonly sender: { readonly ipc: IpcMain; emit(name: string, ...args: unknown[]): boolean };
  readonly senderFrame: { readonly ipc: IpcMain };
  readonly ports: readonly MessagePortMain[];
}

export type InvokeReply =
  | { readonly t: 'reply'; readonly id: number; readonly result: string }
  | { readonly t: 'reply'; readonly id: number; readonly error: string };

/** `reply` is called at most once, and only for an invoked channel. */
export function dispatchMessage(
  event: IpcEvent,
  message: SentMessage,
  reply: (answer: InvokeReply) => void,
): Promise<void> {
  const targets = [event.senderFrame.ipc, event.sender.ipc, ipcMain];
  const args = codec.decode(message.args) as unknown[];
  if (message.t === 'invoke') return answerInvoke(event, { message, args, targets }, reply);
  event.sender.emit('ipc-message', event, message.channel, ...args);
  for (const target of targets) target.emit(message.channel, event, ...args);
  return Promise.resolve();
}

interface Invocation {
  readonly message: SentMessage;
  readonly args: unknown[];
  readonly targets: readonly IpcMain[];
}

async function answerInvoke(
  event: IpcEvent,
  { message, args, targets }: Invocation,
  reply: (answer: InvokeReply) => void,
): Promise<void> {
  const { channel, id = 0 } = message;
  try {
    const handler = targets.map((target) => target.findHandler(channel)).find(Boolean);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const result: unknown = await handler(event as never, ...(args as never[]));
    reply({ t: 'reply', id, result: codec.encode(result) });
  } catch (error) {
    process.stderr.write(`Error occurred in handler for '${channel}': ${stackOf(error)}\n`);
    reply({ t: 'reply', id, error: String(error) });
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
