/** The hub, and the ports that lie in the main process itself. */
import { type MessagePortMain, PortPlace } from './message-port-main.ts';
import { PortHub, type PortOwner } from './port-hub.ts';

export const hub = new PortHub();

export const mainPlace: PortPlace = new PortPlace({
  post: (port, message) => hub.post(port, message),
  start: (port) => hub.start(port),
  close: (port) => hub.close(port),
});

/** Never in the middle of the sender's call: in Electron a message arrives as a task of its own. */
const mainOwner: PortOwner = {
  startsPorts: false,
  deliver: (port, message) => {
    for (const moved of message.ports) hub.move(moved, mainOwner);
    setImmediate(() => mainPlace.receive(port, message));
  },
  close: (port) => {
    setImmediate(() => mainPlace.closed(port));
  },
};

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const [first, second] = hub.createPair(mainOwner);
    this.port1 = mainPlace.adopt(first);
    this.port2 = mainPlace.adopt(second);
  }
}

/** Takes ports that a renderer or a utility process has sent along. */
export function adoptInMain(ids: readonly string[]): MessagePortMain[] {
  return ids.map((id) => {
    hub.move(id, mainOwner);
    return mainPlace.adopt(id);
  });
}
