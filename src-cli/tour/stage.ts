/** The tour's stage: it shows each command line, runs it for real, shows what came out, and stops where something unexpected did. */
import type { VerifyAnswer } from '../../src-shared/contract/verify.ts';
import { shellWord } from '../output/shell-word.ts';
import type { Narrator } from './narrator.ts';
import type { ProgramRunner, RunningCommand } from './program-runner.ts';

interface CommandWish {
  /** Piped to standard input; shown as `INPUT |` in front. */
  readonly input?: { readonly text: string; readonly shownAs: string };
  /** 0 by default. */
  readonly exit?: number;
  /** Lines of output to show; all by default. */
  readonly maxLines?: number;
}

export interface TourStep {
  readonly command: string;
  readonly exit: number;
}

export interface Stage {
  readonly steps: readonly TourStep[];
  chapter(title: string, says: string): Promise<void>;
  /** A line that nothing was run for. */
  remark(text: string): void;
  /** Gives standard output without the newline at its end. */
  keywright(args: readonly string[], wish?: CommandWish): Promise<string>;
  serve(): Promise<RunningCommand & { readonly url: string }>;
  /** Asks the running server over HTTP and expects the outcome. */
  ask(question: Question): Promise<VerifyAnswer>;
}

export interface Question {
  readonly url: string;
  readonly token: string;
  /** How the token is called in what is shown: $KEY. */
  readonly tokenName: string;
  readonly permission?: string;
  readonly expected: string;
}

/** Something in the tour did not come out as promised. */
export class TourFailure extends Error {}

export function createStage(runner: ProgramRunner, narrator: Narrator): Stage {
  const steps: TourStep[] = [];
  return {
    steps,
    chapter: (title, says) => narrator.chapter(title, says),
    remark: (text) => narrator.fact(text),
    async keywright(args, wish = {}) {
      const line = commandLine(args, wish);
      narrator.command(line);
      const done = await runner.run(args, wish.input?.text);
      narrator.result(done, wish.maxLines);
      steps.push({ command: line, exit: done.exit });
      const expected = wish.exit ?? 0;
      if (done.exit !== expected) {
        throw new TourFailure(`\`${line}\` ended with ${done.exit} instead of ${expected}`);
      }
      return done.stdout.trimEnd();
    },
    async serve() {
      const args = ['serve', '--port', '0', '--json'];
      const line = `${commandLine(args, {})} &`;
      narrator.command(line);
      const command = await runner.start(args);
      narrator.result({ exit: 0, stdout: command.firstLine, stderr: '' });
      steps.push({ command: line, exit: 0 });
      const { url } = JSON.parse(command.firstLine) as { readonly url?: unknown };
      if (typeof url !== 'string') throw new TourFailure('The server did not start');
      return { ...command, url };
    },
    async ask(question) {
      const answer = await postVerify(question);
      const line = curlLine(question);
      narrator.command(line);
      narrator.fact(summary(answer));
      steps.push({ command: line, exit: 0 });
      if (answer.outcome !== question.expected) {
        throw new TourFailure(`The server said ${answer.outcome} instead of ${question.expected}`);
      }
      return answer;
    },
  };
}

function commandLine(args: readonly string[], wish: CommandWish): string {
  const line = `keywright ${args.map(shellWord).join(' ')}`;
  return wish.input === undefined ? line : `${wish.input.shownAs} | ${line}`;
}

function bodyOf(question: Question, token: string): string {
  const { permission } = question;
  return JSON.stringify({
    token,
    ...(permission === undefined ? {} : { permissions: permission }),
  });
}

/** Asks without recording a step. */
export async function postVerify(question: Omit<Question, 'expected'>): Promise<VerifyAnswer> {
  const response = await fetch(`${question.url}/v1/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: bodyOf({ ...question, expected: '' }, question.token),
  });
  return (await response.json()) as VerifyAnswer;
}

function curlLine(question: Question): string {
  const body = bodyOf(question, question.tokenName).replaceAll('"', '\\"');
  return `curl -s ${question.url}/v1/verify -H 'content-type: application/json' -d "${body}"`;
}

function summary(answer: VerifyAnswer): string {
  const limits = Array.isArray(answer.limits)
    ? answer.limits.map(({ name, remaining, limit }) => `${name} ${remaining}/${limit}`)
    : [];
  const facts = [
    `${answer.status} ${answer.outcome}`,
    answer.name,
    answer.owner,
    limits.length === 0 ? null : `left: ${limits.join(', ')}`,
    answer.retiringAt === null ? null : `retires ${answer.retiringAt}`,
    answer.retryAfterSeconds === null ? null : `retry after ${answer.retryAfterSeconds} s`,
  ];
  return facts.filter((fact) => fact !== null && fact !== undefined).join(' · ');
}
