/**
 * Gives mutated files to one reader after the other and collects every end that is neither a right answer nor a KeywrightError.
 * A crash of the process fails the run by itself; a case that takes too long is a fault as well.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { printedSeed, SeededChoice } from '../core/vault/seeded-choice.ts';
import { reportFigure } from '../scale.ts';
import type { Mutation } from './byte-mutations.ts';

export interface HostileCase {
  readonly bytes: Buffer;
  /** What the reader made of it, in a word. Throws WrongAnswer, or what the reader throws. */
  readonly read: (bytes: Buffer) => Promise<string> | string;
}

export interface HostileReport {
  readonly cases: number;
  /** How often each answer and error code came. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** Number, mutation and end of each case that must not be; a seed and the number replay it. */
  readonly faults: readonly string[];
}

/** The reader gave an answer that is not true of the file. */
export class WrongAnswer extends Error {}

/** Promised are 2 s beyond the password hashing; tests give threefold headroom. */
const MAX_CASE_MS = 6_000;

interface HostileRun {
  readonly title: string;
  readonly cases: number;
  readonly original: Buffer;
  readonly mutate: (bytes: Buffer, choice: SeededChoice) => Mutation;
  readonly read: HostileCase['read'];
}

export async function runHostile(run: HostileRun): Promise<HostileReport> {
  const choice = new SeededChoice(printedSeed(run.title));
  const outcomes = new Map<string, number>();
  const faults: string[] = [];
  for (let number = 0; number < run.cases; number += 1) {
    const { name, bytes } = run.mutate(run.original, choice);
    const startMs = performance.now();
    const end = await endOf({ bytes, read: run.read });
    if (performance.now() - startMs > MAX_CASE_MS) faults.push(`${number} (${name}): too slow`);
    if ('fault' in end) faults.push(`${number} (${name}): ${end.fault}`);
    else outcomes.set(end.outcome, (outcomes.get(end.outcome) ?? 0) + 1);
  }
  reportFigure('changed files', run.cases);
  return { cases: run.cases, outcomes, faults };
}

type End = { readonly outcome: string } | { readonly fault: string };

async function endOf({ bytes, read }: HostileCase): Promise<End> {
  try {
    return { outcome: await read(bytes) };
  } catch (error) {
    const isTyped = error instanceof KeywrightError && error.code !== 'internal/bug';
    return isTyped ? { outcome: error.code } : { fault: describe(error) };
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => line.includes('/src-'));
  return `${error.name} ${error.message.slice(0, 200)} ${frames.slice(0, 3).join(' ')}`;
}
