/**
 * Answers the window over its port: parse, call, answer, in this order. What does not fit the envelope is dropped, since there is no
 * id to answer to; errors cross as code, message and hint.
 */

import {
  type PortEvent,
  type PortMessage,
  portRequestSchema,
} from '../../src-shared/desk/port-messages.ts';
import { encodeError } from '../../src-shared/error/error-wire.ts';
import type { DeskEngine } from './desk-engine.ts';
import type { DeskPort } from './message-port.ts';

export interface ServedPort {
  tell(event: PortEvent): void;
  close(): void;
}

export function servePort(port: DeskPort, engine: Pick<DeskEngine, 'call'>): ServedPort {
  let isOpen = true;
  const send = (message: PortMessage): void => {
    if (isOpen) port.postMessage(message);
  };
  port.on('close', () => {
    isOpen = false;
  });
  port.on('message', ({ data }) => {
    const parsed = portRequestSchema.safeParse(data);
    if (!parsed.success) return;
    const { id, call, input } = parsed.data;
    engine.call(call, input).then(
      (answer) => send({ id, answer }),
      (error: unknown) => send({ id, error: encodeError(error) }),
    );
  });
  port.start();
  return {
    tell: (event) => send({ event }),
    close: () => port.close(),
  };
}
