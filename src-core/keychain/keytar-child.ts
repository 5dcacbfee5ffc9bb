/**
 * The only importer of keytar, and a program of its own: keytar can wait for a prompt for ever and starve the thread pool of its
 * process, so each call gets a process that can be killed. The terminal asks on stdin, the desktop through a port that main passes on.
 * Imports nothing at run time but Node and keytar, to start fast.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type * as keytarModule from 'keytar';
import type { KeytarAnswer, KeytarRequest, ReadBack } from './keytar-protocol.ts';

type Keytar = typeof keytarModule;

const MAX_KEYRING_BYTES = 1 << 24;

interface Port {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}

interface ParentPort {
  once(event: 'message', listener: (event: { readonly ports: readonly Port[] }) => void): unknown;
}

const { parentPort } = process as typeof process & { readonly parentPort?: ParentPort };
if (parentPort !== undefined) parentPort.once('message', ({ ports: [port] }) => serve(port));
else process.stdout.write(`${await answerText(await text(process.stdin))}\n`);

/** One question; who asked closes the port when it needs no answer any more. */
function serve(port: Port | undefined): void {
  if (port === undefined) return end();
  let isAnswering = false;
  port.on('message', ({ data }) => {
    isAnswering = true;
    void answerText(String(data)).then((line) => {
      isAnswering = false;
      port.postMessage(line);
    });
  });
  port.on('close', () => (isAnswering ? end() : process.exit()));
  port.start();
}

async function answerText(line: string): Promise<string> {
  const request = JSON.parse(line) as KeytarRequest;
  setTimeout(end, request.timeLimitMs).unref();
  return JSON.stringify(await answer(request));
}

/** process.exit would wait for a thread that keytar has blocked. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

async function answer(asked: KeytarRequest): Promise<KeytarAnswer> {
  let keytar: Keytar;
  try {
    const loaded = (await import('keytar')) as Keytar & { readonly default?: Keytar };
    keytar = loaded.default ?? loaded;
  } catch (error) {
    return { kind: 'fault', fault: 'unloadable', message: messageOf(error) };
  }
  try {
    return await perform(keytar, asked);
  } catch (error) {
    return { kind: 'fault', fault: 'failed', message: messageOf(error) };
  }
}

async function perform(keytar: Keytar, asked: KeytarRequest): Promise<KeytarAnswer> {
  const { service, account } = asked;
  switch (asked.operation) {
    case 'get':
      return { kind: 'value', value: await keytar.getPassword(service, account) };
    case 'delete':
      return { kind: 'deleted', isDeleted: await keytar.deletePassword(service, account) };
    case 'set':
      return { kind: 'written', readBack: await writeAndReadBack(keytar, asked) };
    case 'probe': {
      const readBack = await writeAndReadBack(keytar, asked);
      const isInClear = standsInClear(asked.value);
      const isDeleted = await keytar.deletePassword(service, account);
      return { kind: 'probed', readBack, isDeleted, isInClear };
    }
  }
}

async function writeAndReadBack(
  keytar: Keytar,
  item: { readonly service: string; readonly account: string; readonly value: string },
): Promise<ReadBack> {
  await keytar.setPassword(item.service, item.account, item.value);
  const read = await keytar.getPassword(item.service, item.account);
  if (read === null) return 'nothing';
  return read === item.value ? 'same' : 'other';
}

/** A GNOME keyring without a password is a text file: finding the canary in one proves that the backend keeps nothing secret. */
function standsInClear(canary: string): boolean {
  if (process.platform !== 'linux') return false;
  const data = process.env.XDG_DATA_HOME ?? '';
  const directory = join(data.startsWith('/') ? data : join(homedir(), '.local/share'), 'keyrings');
  try {
    return readdirSync(directory)
      .map((name) => join(directory, name))
      .filter((path) => statSync(path).isFile() && statSync(path).size <= MAX_KEYRING_BYTES)
      .some((path) => readFileSync(path).includes(canary));
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
