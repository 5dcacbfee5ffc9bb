/** Builds the desktop's engine from the real parts and joins it to main and to the window's ports. */
import { existsSync } from 'node:fs';
import { createKeytarKeychain } from '../../src-core/keychain/keytar-keychain.ts';
import { PortKeytar } from '../../src-core/keychain/port-keytar.ts';
import { resolvePlaces } from '../../src-core/places/places.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { readVaultHeader } from '../../src-core/vault/vault-header.ts';
import type { FromEngine, ToEngine } from '../../src-shared/desk/engine-control.ts';
import { toEngineSchema } from '../../src-shared/desk/engine-control.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { engineDeps } from '../compose.ts';
import type { OpenEngineDeps } from '../open-engine.ts';
import { CopyDesk } from './copy-desk.ts';
import { createDeskEngine, type DeskEngine } from './desk-engine.ts';
import { findReminderKey } from './due-feed.ts';
import { DueTeller } from './due-teller.ts';
import type { ParentPort } from './message-port.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type ServedPort, servePort } from './serve-port.ts';
import { watchLogs } from './watch-logs.ts';

/** By then the window has the first keys on the screen. */
const SETTLE_AFTER_MS = 500;
/** Takes seconds where entries are many, so it waits until the list is there. */
const BACK_UP_AFTER_MS = 5_000;

/** Serves until main says `end`; resolves when vault and store are closed. */
export async function composeDesk(parent: ParentPort): Promise<void> {
  const say = (message: FromEngine): void => parent.postMessage(message);
  const copyDesk = new CopyDesk(say);
  const keytar = new PortKeytar(say);
  const parts = realParts(keytar);
  const engine = createDeskEngine({
    engine: parts,
    copy: (text, of) => copyDesk.copy(text, of),
    onOpened: () => {
      say({ kind: 'opened' });
      watch.begin();
      later(SETTLE_AFTER_MS, settle);
      later(BACK_UP_AFTER_MS, () => engine.backUp());
    },
  });
  let isSettled = false;
  const teller = new DueTeller(engine, say);
  const due = oneAtATime(() => teller.tell());
  const settle = async (): Promise<void> => {
    await engine.settle();
    isSettled = true;
    await teller.begin();
  };
  const ports = new Set<ServedPort>();
  const watch = watchLogs(engine, (event) => {
    for (const port of ports) port.tell(event);
    if (isSettled) due();
  });
  const watched: Pick<DeskEngine, 'call'> = {
    call: (name, input) => engine.call(name, input).finally(() => watch.soon()),
  };
  const ended = Promise.withResolvers<void>();
  parent.on('message', ({ data, ports: [port] }) => {
    const parsed = toEngineSchema.safeParse(data);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.kind === 'end') ended.resolve();
    else if (message.kind === 'port' && port !== undefined) ports.add(servePort(port, watched));
    else if (message.kind === 'copy-again') void copyAgain(watched, message);
    else if (message.kind === 'copied' || message.kind === 'not-copied') copyDesk.settle(message);
    else if (message.kind !== 'port') keytar.hear(message, port);
  });
  say({ kind: 'ready' });
  void tellReminderKey(parts, say);
  await ended.promise;
  watch.end();
  for (const port of ports) port.close();
  await engine.close();
}

/** As if the window had asked: what cannot be copied is copied no more. */
async function copyAgain(
  engine: Pick<DeskEngine, 'call'>,
  { entryId, versionId }: Extract<ToEngine, { kind: 'copy-again' }>,
): Promise<void> {
  await engine.call('entry:copy', { entry: entryId, versionId }).catch(() => undefined);
}

/** What fails here, such as by the vault being locked meanwhile, is made up for at the next unlock. */
function later(afterMs: number, work: () => Promise<void>): void {
  setTimeout(() => void work().catch(() => undefined), afterMs).unref();
}

async function tellReminderKey(
  { places, keychain }: Pick<OpenEngineDeps, 'places' | 'keychain'>,
  say: (message: FromEngine) => void,
): Promise<void> {
  const door = findVaultId(places.vaultFile);
  const key = door === null ? null : await findReminderKey(keychain, door);
  if (key !== null) say({ kind: 'reminder-key', key });
}

/** Null: there is no vault, or its header cannot be read. */
function findVaultId(file: string): string | null {
  try {
    return existsSync(file) ? readVaultHeader(file).vaultId : null;
  } catch (error) {
    if (error instanceof KeywrightError) return null;
    throw error;
  }
}

function realParts(keytar: PortKeytar) {
  const places = resolvePlaces(process.env, process.platform);
  const keychain = createKeytarKeychain({
    random: systemRandom,
    driver: keytar.call,
    platform: process.platform,
  });
  return engineDeps({ places, keychain });
}
