/** Owns the verification server's process, so that load or a crash there never freezes the window. */
import type { UtilityProcess } from 'electron';
import type { KeychainAsk } from '../src-shared/desk/keychain-control.ts';
import type { ServerDecision, ServerState } from '../src-shared/desk/main-calls.ts';
import { fromServerSchema, type ToServer } from '../src-shared/desk/server-control.ts';

export interface ServerHostDeps {
  readonly fork: () => UtilityProcess;
  readonly serveKeychain: (client: UtilityProcess, ask: KeychainAsk) => void;
  readonly onState: (state: ServerState) => void;
  /** It ended though nobody asked it to. */
  readonly onLost: () => void;
  readonly onDecisions: (decisions: readonly ServerDecision[]) => void;
}

const STOP_WITHIN_MS = 6_000;

export class ServerHost {
  readonly #deps: ServerHostDeps;
  #child: UtilityProcess | null = null;
  #stopping: UtilityProcess | null = null;
  #state: ServerState = { state: 'stopped' };

  constructor(deps: ServerHostDeps) {
    this.#deps = deps;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Resolves with the state once it runs or has failed; a server that runs already is left alone. */
  async start(port: number): Promise<ServerState> {
    if (this.#child !== null) return this.#state;
    const child = this.#deps.fork();
    this.#child = child;
    this.#become({ state: 'starting' });
    const settled = Promise.withResolvers<void>();
    // Told once its process has gone: until then its locks are held and a new start would meet it.
    let failure: ServerState | null = null;
    let lingering: NodeJS.Timeout | undefined;
    child.on('message', (message: unknown) => {
      const parsed = fromServerSchema.safeParse(message);
      if (!parsed.success || this.#child !== child) return;
      if (parsed.data.kind === 'keychain-process') {
        this.#deps.serveKeychain(child, parsed.data);
        return;
      }
      if (parsed.data.kind === 'decided') {
        this.#deps.onDecisions(parsed.data.decisions);
        return;
      }
      if (parsed.data.kind === 'failed') {
        failure = { state: 'failed', error: parsed.data.error };
        lingering = setTimeout(() => child.kill(), STOP_WITHIN_MS);
        return;
      }
      const { url, startedAtMs } = parsed.data;
      this.#become({ state: 'running', url, startedAtMs });
      settled.resolve();
    });
    child.once('exit', () => {
      clearTimeout(lingering);
      if (this.#child === child) this.#child = null;
      const isLost = this.#state.state === 'running' && this.#stopping !== child;
      this.#become(failure ?? { state: 'stopped' });
      if (isLost) this.#deps.onLost();
      settled.resolve();
    });
    child.postMessage({ kind: 'start', port } satisfies ToServer);
    await settled.promise;
    return this.#state;
  }

  /** Answers what runs, then ends. */
  async stop(): Promise<ServerState> {
    const child = this.#child;
    if (child === null) return this.#state;
    this.#stopping = child;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.postMessage({ kind: 'stop' } satisfies ToServer);
    const timer = setTimeout(() => child.kill(), STOP_WITHIN_MS);
    await gone;
    clearTimeout(timer);
    this.#become({ state: 'stopped' });
    return this.#state;
  }

  #become(state: ServerState): void {
    this.#state = state;
    this.#deps.onState(state);
  }
}
