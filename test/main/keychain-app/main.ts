/** Main of a small app that serves the keychain to one utility process, and writes down all that main's own code was told. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, MessageChannelMain, utilityProcess } from 'electron';
import { KeychainHost } from '../../../src-main/keychain-host.ts';
import { killNow } from '../../../src-main/kill-now.ts';
import { keychainAskSchema } from '../../../src-shared/desk/keychain-control.ts';
import { childEnvironment } from '../../../src-shared/runtime/child-environment.ts';

const CHILD = join(import.meta.dirname, '../../../src-core/keychain/keytar-child.ts');
const CLIENT = join(import.meta.dirname, '../../core/keychain/port-client.ts');
const { REPORT_FILE = '' } = process.env;

const heard: unknown[] = [];
const pids: (number | undefined)[] = [];

const host = new KeychainHost({
  fork: () => {
    const child = utilityProcess.fork(CHILD, [], { env: childEnvironment(process.env) });
    child.once('spawn', () => pids.push(child.pid));
    child.on('message', (message) => heard.push(message));
    return child;
  },
  makeChannel: () => new MessageChannelMain(),
  kill: ({ pid }) => killNow(pid),
});

// Not awaited: Electron is ready only once this module has run.
void app.whenReady().then(() => {
  const client = utilityProcess.fork(CLIENT);
  client.on('message', (message: unknown) => {
    heard.push(message);
    const ask = keychainAskSchema.safeParse(message);
    if (ask.success) return host.serve(client, ask.data);
    writeFileSync(REPORT_FILE, JSON.stringify({ result: message, heard, pids }));
    app.quit();
  });
  client.once('exit', () => app.quit());
});
