/**
 * The run of a utility process: makes `process.parentPort`, then runs the app's module. When the main process is gone this one
 * ends at once, as Chromium ends its children.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { keepCompileCache } from '../launch/compile-cache.ts';
import { PortPlace } from '../ports/message-port-main.ts';
import { ParentPort } from './parent-port.ts';
import type { FromUtility, ToUtility } from './utility-messages.ts';

const [exe = '', , version = '', script = '', ...args] = process.argv;
const send = process.send?.bind(process);
const tell = (message: FromUtility) => {
  if (process.connected) send?.(message);
};

const place = new PortPlace({
  post: (port, message) => tell({ t: 'port-post', port, data: message.data, ports: message.ports }),
  start: (port) => tell({ t: 'port-start', port }),
  close: (port) => tell({ t: 'port-close', port }),
});
const parentPort = new ParentPort((data) => tell({ t: 'message', data }));

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (message: ToUtility) => {
  if (message.t === 'port-closed') place.closed(message.port);
  else if (message.t === 'port-message') place.receive(message.port, message);
  else parentPort.receive(place.open(message));
});

process.argv = [exe, script, ...args];
delete process.send;
const define = (target: object, key: string, value: unknown) =>
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true });
define(process, 'parentPort', parentPort);
define(process, 'type', 'utility');
define(process.versions, 'electron', version);

const electronModule = pathToFileURL(`${import.meta.dirname}/utility-module.ts`).href;
registerHooks({
  resolve: (specifier, context, next) =>
    /^electron(\/(utility|common))?$/.test(specifier)
      ? { url: electronModule, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

keepCompileCache();
await import(pathToFileURL(script).href);
