/** A client asks a server about a token, and writes down what it was told. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { encodeToken, parseToken, SECRET_LENGTH } from '../../src-shared/key-format/token.ts';
import type { Presented, Question, VerifyResult, Wish } from './history.ts';
import type { Step } from './script.ts';
import type { World } from './world.ts';

type VerifyStep = Extract<Step, { does: 'verify' }>;

/** Runs until it is answered; for ever where the server ends under it. */
export async function playVerification(world: World, step: VerifyStep): Promise<void> {
  const made = world.tokens[step.pick % Math.max(world.tokens.length, 1)];
  const server = world.servers[step.server];
  if (made === undefined || server === undefined) return;
  const { presented, wish, cost, requestId } = step;
  const { versionId } = made;
  const question: Question = {
    server: step.server,
    versionId,
    presented,
    wish,
    cost,
    requestId,
  };
  world.held.plan(`server ${step.server}`, step.holds);
  const id = world.history.length;
  world.history.push({ is: 'asked', id, client: step.client, question });
  const request = {
    token: presentedToken(made.token, presented),
    cost,
    ...(requestId !== null && { requestId }),
    ...WISHES[wish],
  };
  const result = await server.verifier.verify(request).then(
    (answer): VerifyResult => {
      const remaining = answer.limits === null ? null : remainingOf(answer.limits);
      return { kind: 'outcome', outcome: answer.outcome, remaining };
    },
    (error: unknown): VerifyResult => {
      if (!(error instanceof KeywrightError)) throw error;
      return { kind: 'error', code: error.code };
    },
  );
  world.history.push({ is: 'answered', id, result });
}

function remainingOf(limits: unknown): number[] {
  const standings = limits as readonly { readonly remaining: number }[];
  return standings.map(({ remaining }) => remaining);
}

const WISHES: Readonly<Record<Wish, object>> = {
  anything: {},
  'held-permission': { permissions: 'invoices.read', environment: 'live' },
  'lacking-permission': { permissions: 'invoices.write' },
  'other-environment': { environment: 'test' },
};

function presentedToken(token: string, presented: Presented): string {
  if (presented === 'token') return token;
  const parts = parseToken(token);
  if (parts === null) throw new Error('a token that was made cannot be read');
  if (presented === 'wrong-secret') {
    return encodeToken({ ...parts, secret: 'x'.repeat(SECRET_LENGTH) });
  }
  return `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
}
