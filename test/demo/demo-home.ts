/** Plays the demo story into a home with the real engine and the real server, under a clock that the story moves. */
import { standardKdf } from '../../src-core/crypto/kdf-parameters.ts';
import { createDeskEngine } from '../../src-engine/desk/desk-engine.ts';
import { serveEmbeddedStore } from '../../src-server/serve-embedded-store.ts';
import { type SteppedClock, steppedClock, workbenchDeps } from '../engine/workbench.ts';
import { BEGIN_DAYS_AGO, CALLS, STORY } from './demo-story.ts';

const DAY_MS = 86_400_000;

/** Tokens by the name of their key, newest first. */
export type DemoTokens = ReadonlyMap<string, readonly string[]>;

/** `home` is an empty folder: a `KEYWRIGHT_HOME`. */
export async function makeDemoHome(home: string, password: string): Promise<DemoTokens> {
  const endMs = Date.now();
  const clock = steppedClock(endMs - BEGIN_DAYS_AGO * DAY_MS);
  const plain = workbenchDeps(home, clock);
  const vault = { ...plain.vault, kdf: standardKdf };
  const deps = { ...plain, actor: 'local:ada', vault };
  const desk = createDeskEngine({
    engine: deps,
    copy: async () => ({ clearsAtMs: null }),
    onOpened: () => undefined,
  });
  await desk.call('door:create', { password });
  const way = { kind: 'password', password, acceptsHeavyKdf: false };
  await desk.call('door:unlock', { way, acceptsRollback: false });
  const options = { port: 0, environments: null, requireToken: false, version: '0' };
  const server = await serveEmbeddedStore(options, deps);
  const tokens = new Map<string, string[]>();
  const moments = [...STORY, ...CALLS].toSorted((a, b) => b.daysAgo - a.daysAgo);
  for (const moment of moments) {
    moveTo(clock, endMs - moment.daysAgo * DAY_MS);
    if ('call' in moment) {
      const answer = await desk.call(moment.call, moment.input);
      keepToken(tokens, answer);
    } else {
      const [newest = '', older = ''] = tokens.get(moment.key) ?? [];
      await verify(server.url, { token: moment.old === true ? older : newest });
    }
  }
  await server.close();
  await desk.close();
  return tokens;
}

function moveTo(clock: SteppedClock, atMs: number): void {
  clock.step(Math.max(0, atMs - clock.nowMs()));
}

function keepToken(tokens: Map<string, string[]>, answer: unknown): void {
  const { token, key } = answer as {
    readonly token?: string;
    readonly key?: { readonly name: string };
  };
  if (token === undefined || key === undefined) return;
  tokens.set(key.name, [token, ...(tokens.get(key.name) ?? [])]);
}

/** The outcome; throws where the server does not answer. */
export async function verify(url: string, request: object): Promise<string> {
  const answered = await fetch(`${url}/v1/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const { outcome } = (await answered.json()) as { readonly outcome: string };
  return outcome;
}
