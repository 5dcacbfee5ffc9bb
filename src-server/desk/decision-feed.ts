/** What the server decided, for the window's live log: a few times a second, the newest kept where there are more than a screen can show. */
import type { Clock } from '../../src-core/runtime/clock.ts';
import type { Outcome } from '../../src-shared/contract/outcome.ts';
import type { VerifyAnswer } from '../../src-shared/contract/verify.ts';
import type { ServerDecision } from '../../src-shared/desk/main-calls.ts';

const FLUSH_EVERY_MS = 200;
const MOST_AT_ONCE = 500;

export class DecisionFeed {
  readonly #clock: Clock;
  readonly #tell: (decisions: readonly ServerDecision[]) => void;
  #waiting: ServerDecision[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(clock: Clock, tell: (decisions: readonly ServerDecision[]) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  add(answer: VerifyAnswer): void {
    const { keyId, versionId, name, api, environment, decisionId } = answer;
    const atMs = this.#clock.nowMs();
    const outcome = answer.outcome as Outcome;
    this.#waiting.push({ atMs, outcome, keyId, versionId, name, api, environment, decisionId });
    if (this.#waiting.length > MOST_AT_ONCE) this.#waiting.shift();
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_EVERY_MS);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const decisions = this.#waiting;
    this.#waiting = [];
    if (decisions.length > 0) this.#tell(decisions);
  }
}
