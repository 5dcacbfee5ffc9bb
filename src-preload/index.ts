/**
 * The bridge: the only thing the window's page can reach. Built from the contract's lists, so that a name outside them is refused here
 * already; the engine process and main parse every input again. The port to the engine stays in this isolated world.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../src-shared/desk/bridge.ts';
import {
  DESK_CALL_NAMES,
  MAIN_CALL_NAMES,
  MAIN_EVENT_NAMES,
} from '../src-shared/desk/call-names.ts';
import { EnginePort } from './engine-port.ts';

const unknownCall = {
  error: { code: 'usage/invalid-argument', message: 'There is no such call', hint: null },
};

const engine = new EnginePort(() => ipcRenderer.invoke('engine:connect', {}));
ipcRenderer.on('engine:port', ({ ports }) => {
  const [port] = ports;
  if (port !== undefined) engine.use(port);
});

const bridge: Bridge = {
  ask: async (call, input) => {
    if (!DESK_CALL_NAMES.has(call)) return unknownCall;
    return engine.ask(call, input) as never;
  },
  tell: async (call, input) => {
    if (!MAIN_CALL_NAMES.has(call)) return unknownCall;
    return ipcRenderer.invoke(call, input);
  },
  onMain: (event, listener) => {
    if (!MAIN_EVENT_NAMES.has(event)) return () => undefined;
    const heard = (_event: unknown, data: unknown): void => listener(data as never);
    ipcRenderer.on(event, heard);
    return () => void ipcRenderer.removeListener(event, heard);
  },
  onEngine: (listener) => engine.listen(listener),
};

contextBridge.exposeInMainWorld('keywright', bridge);
