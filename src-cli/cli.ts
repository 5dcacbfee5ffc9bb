/** What a command gets: the person, the streams, and the way to everything behind. One is made for each run. */
import type { Places } from '../src-core/places/places.ts';
import type { Clock } from '../src-core/runtime/clock.ts';
import type { RandomSource } from '../src-core/runtime/random.ts';
import type { MutationContext } from '../src-core/store/verification-store.ts';
import type { Answer } from './answer.ts';
import type { Backends } from './backend/backends.ts';
import type { PipedInput } from './input/piped-input.ts';
import type { Terminal } from './input/terminal.ts';
import type { Output } from './output/output.ts';
import type { Signals } from './signals.ts';

export interface Cli {
  readonly output: Output;
  readonly terminal: Terminal;
  readonly pipedInput: PipedInput;
  readonly signals: Signals;
  readonly backends: Backends;
  readonly places: Places;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Node and this program's file, to run more of it. */
  readonly program: readonly [string, ...string[]];
  /** From --password-file or KEYWRIGHT_PASSWORD_FILE; null where neither is given. */
  readonly passwordFile: string | null;
  readonly isInputAllowed: boolean;
  /** A person watches: both standard input and standard error are a terminal, and nothing forbids asking. */
  readonly isInteractive: boolean;
  /** Answers every question of the kind "really?" with yes. */
  readonly isYes: boolean;
  /** `local:<os user>`, for the audit log. */
  readonly actor: string;
}

/** Positional arguments come in order, those left out missing at the end; repeated ones are flat. */
export type CommandAction<Options> = (
  cli: Cli,
  args: readonly string[],
  options: Options,
) => Promise<Answer | null>;

/** Makes a commander handler of an action: builds the Cli, runs, prints the answer, sets the exit code. */
export type Run = <Options>(
  action: CommandAction<Options>,
) => (...parameters: unknown[]) => Promise<void>;

/** The audit context of a change made at this terminal. */
export function mutation(cli: Cli, reason: string | null): MutationContext {
  return { actor: cli.actor, via: 'cli', reason };
}
