/** Entry of the server process of the desktop, a utility process: starts when main says so, tells what was decided, ends when asked. */
import { createKeytarKeychain } from '../../src-core/keychain/keytar-keychain.ts';
import { type DriverPort, PortKeytar } from '../../src-core/keychain/port-keytar.ts';
import { resolvePlaces } from '../../src-core/places/places.ts';
import { systemClock } from '../../src-core/runtime/clock.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import type { FromServer } from '../../src-shared/desk/server-control.ts';
import { toServerSchema } from '../../src-shared/desk/server-control.ts';
import { encodeError } from '../../src-shared/error/error-wire.ts';
import type { RunningServer } from '../compose.ts';
import { serveEmbeddedStore } from '../serve-embedded-store.ts';
import { DecisionFeed } from './decision-feed.ts';

interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly DriverPort[] }) => void,
  ): unknown;
  postMessage(message: unknown): void;
}

const { parentPort: parent } = process as typeof process & { readonly parentPort?: ParentPort };
if (parent === undefined) throw new Error('this is a utility process of the desktop');

const say = (message: FromServer): void => parent.postMessage(message);
const feed = new DecisionFeed(systemClock, (decisions) =>
  say({ kind: 'decided', decisions: [...decisions] }),
);
const keytar = new PortKeytar(say);
let running: RunningServer | null = null;

parent.on('message', ({ data, ports: [port] }) => {
  const parsed = toServerSchema.safeParse(data);
  if (!parsed.success) return;
  const message = parsed.data;
  if (message.kind === 'start') void start(message.port);
  else if (message.kind === 'stop') void stop();
  else keytar.hear(message, port);
});

async function start(port: number): Promise<void> {
  try {
    running = await serveEmbeddedStore(
      {
        port,
        environments: null,
        requireToken: false,
        version: process.env.KEYWRIGHT_VERSION ?? '',
        onAnswer: (answer) => feed.add(answer),
      },
      {
        places: resolvePlaces(process.env, process.platform),
        clock: systemClock,
        random: systemRandom,
        keychain: createKeytarKeychain({
          random: systemRandom,
          driver: keytar.call,
          platform: process.platform,
        }),
      },
    );
    say({ kind: 'running', url: running.url, startedAtMs: systemClock.nowMs() });
  } catch (error) {
    say({ kind: 'failed', error: encodeError(error) });
    process.exit();
  }
}

async function stop(): Promise<void> {
  await running?.close();
  feed.flush();
  process.exit();
}
