/** A utility process of `test/main/keychain-app` that uses the keychain as the engine does, and tells how it went; no secret is in what it tells. */
import { createKeytarKeychain } from '../../../src-core/keychain/keytar-keychain.ts';
import { type DriverPort, PortKeytar } from '../../../src-core/keychain/port-keytar.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';
import type { KeychainReply } from '../../../src-shared/desk/keychain-control.ts';

interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: KeychainReply; readonly ports: DriverPort[] }) => void,
  ): unknown;
  postMessage(message: unknown): void;
}

const { parentPort } = process as typeof process & { readonly parentPort: ParentPort };
const { CANARY = '', TIMEOUT_MS } = process.env;
const timeoutMs = Number(TIMEOUT_MS);

const keytar = new PortKeytar((ask) => parentPort.postMessage(ask));
parentPort.on('message', ({ data, ports: [port] }) => keytar.hear(data, port));
const keychain = createKeytarKeychain({
  random: systemRandom,
  driver: keytar.call,
  platform: process.platform,
  probeTimeoutMs: timeoutMs,
  callTimeoutMs: timeoutMs,
});

const { state } = await keychain.probe();
parentPort.postMessage({ state, ...(state === 'ready' ? await keepAndDelete() : {}) });

async function keepAndDelete() {
  await keychain.set('item', new SecretText(CANARY));
  const isSame = (await keychain.get('item'))?.expose() === CANARY;
  const isDeleted = await keychain.delete('item');
  return { isSame, isDeleted, isGone: (await keychain.get('item')) === null };
}
