/**
 * A script is what a seed decides: a list of steps, each with numbers that pick among what is there when it is played. So any step can
 * be left out and the rest still means something, which is how a failing script is made small.
 */
import { SeededChoice } from '../core/vault/seeded-choice.ts';
import type { Mutation, Presented, Wish } from './history.ts';

export type Step =
  | {
      readonly does: 'mutate';
      readonly client: number;
      readonly kind: Mutation['kind'];
      /** Which key or version, and how long a grace, an expiry, a limit. */
      readonly pick: number;
      readonly amount: number;
      /** Bit n: it waits at its n-th point until it is released. */
      readonly holds: number;
    }
  | {
      readonly does: 'verify';
      readonly client: number;
      readonly server: number;
      readonly pick: number;
      readonly presented: Presented;
      readonly wish: Wish;
      readonly cost: number;
      readonly requestId: string | null;
      readonly holds: number;
    }
  | { readonly does: 'release'; readonly pick: number }
  | {
      readonly does: 'clock';
      /** `on` moves both clocks; `wall` only what people see, as NTP, a person or a suspended laptop does; `deadline` to one there is. */
      readonly how: 'on' | 'wall' | 'deadline';
      readonly byMs: number;
      readonly pick: number;
    }
  | { readonly does: 'flush'; readonly server: number }
  | { readonly does: 'restart-server'; readonly server: number; readonly isClean: boolean }
  | { readonly does: 'restart-operator'; readonly operator: number; readonly isClean: boolean }
  | {
      readonly does: 'operator-fault';
      readonly operator: number;
      readonly fault: StorageFault;
      /** Statements and commits before it. */
      readonly after: number;
    }
  | { readonly does: 'reader-fault'; readonly server: number; readonly after: number };

export type StorageFault = 'busy' | 'full' | 'failed' | 'crash';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

const MUTATIONS: readonly Mutation['kind'][] = [
  ...(['issue', 'rotate', 'rotate', 'rotate', 'finish', 'extend', 'roll-back'] as const),
  ...([
    'revoke-key',
    'revoke-version',
    'revoke-version',
    'disable',
    'enable',
    'create-role',
  ] as const),
];
const PRESENTED: readonly Presented[] = [
  ...Array.from({ length: 14 }, () => 'token' as const),
  'wrong-secret',
  'malformed',
];
const WISHES: readonly Wish[] = [
  ...([
    'anything',
    'anything',
    'anything',
    'anything',
    'held-permission',
    'held-permission',
  ] as const),
  'lacking-permission',
  'other-environment',
];
const FAULTS: readonly StorageFault[] = ['busy', 'full', 'failed', 'crash'];
const STEPS_MS = [1, 400, SECOND_MS, 20 * SECOND_MS, 10 * 60 * SECOND_MS, HOUR_MS, 30 * HOUR_MS];

export const CLIENTS = 8;
export const OPERATORS = 2;
export const SERVERS = 2;

/** The same script for the same seed, always. */
export function makeScript(seed: number, length: number): Step[] {
  const choice = new SeededChoice(seed);
  const first: Step[] = [0, 1].map((client) => ({ ...mutate(choice, client), kind: 'issue' }));
  const steps: Step[] = first;
  while (steps.length < length) {
    if (choice.below(25) === 0) steps.push(...makeRace(choice));
    else steps.push(makeStep(choice));
  }
  return steps.slice(0, length);
}

/** A verification that has read its record, a change of that key, another verification that learns of it, and the first goes on. */
function makeRace(choice: SeededChoice): Step[] {
  const pick = choice.below(1_000);
  const slow = verify(choice);
  const change = { ...mutate(choice, choice.below(CLIENTS)), pick, holds: 0 };
  return [
    { ...mutate(choice, choice.below(CLIENTS)), kind: 'create-role', holds: 0 },
    { ...slow, presented: 'token', pick, holds: 0b1000 },
    change,
    { ...slow, presented: 'token', pick: choice.below(1_000), holds: 0 },
    ...Array.from({ length: 2 }, (): Step => ({ does: 'release', pick: 999 })),
  ];
}

function makeStep(choice: SeededChoice): Step {
  const dice = choice.below(100);
  if (dice < 27) return mutate(choice, choice.below(CLIENTS));
  if (dice < 62) return verify(choice);
  if (dice < 76) return { does: 'release', pick: choice.below(1_000) };
  if (dice < 87) return moveClock(choice);
  if (dice < 90) return { does: 'flush', server: choice.below(SERVERS) };
  return disturb(choice, dice);
}

function disturb(choice: SeededChoice, dice: number): Step {
  const isClean = choice.below(3) === 0;
  if (dice < 92) return { does: 'restart-server', server: choice.below(SERVERS), isClean };
  if (dice < 93) return { does: 'restart-operator', operator: choice.below(OPERATORS), isClean };
  if (dice < 97) {
    const [operator, fault] = [choice.below(OPERATORS), choice.of(FAULTS)];
    return { does: 'operator-fault', operator, fault, after: choice.below(34) };
  }
  return { does: 'reader-fault', server: choice.below(SERVERS), after: choice.below(4) };
}

function mutate(choice: SeededChoice, client: number): Extract<Step, { does: 'mutate' }> {
  return {
    does: 'mutate',
    client,
    kind: choice.of(MUTATIONS),
    pick: choice.below(1_000),
    amount: choice.below(1_000),
    holds: holds(choice),
  };
}

function verify(choice: SeededChoice): Extract<Step, { does: 'verify' }> {
  return {
    does: 'verify',
    client: choice.below(CLIENTS),
    server: choice.below(SERVERS),
    pick: choice.below(1_000),
    presented: choice.of(PRESENTED),
    wish: choice.of(WISHES),
    cost: choice.of([1, 1, 1, 1, 2, 5]),
    requestId: choice.below(5) === 0 ? `request ${choice.below(3)}` : null,
    holds: holds(choice),
  };
}

function moveClock(choice: SeededChoice): Step {
  const how = choice.of(['on', 'on', 'wall', 'deadline'] as const);
  const isBack = how === 'wall' && choice.below(2) === 0;
  const byMs = how === 'deadline' ? choice.below(3) - 1 : choice.of(STEPS_MS);
  return { does: 'clock', how, byMs: isBack ? -byMs : byMs, pick: choice.below(1_000) };
}

/** Mostly none: then the call runs through in one step. */
function holds(choice: SeededChoice): number {
  return choice.below(2) === 0 ? 0 : choice.below(64);
}
