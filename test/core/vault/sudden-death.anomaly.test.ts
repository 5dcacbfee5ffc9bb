import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import type { Vault } from '../../../src-core/vault/vault.ts';
import { reportFigure, scaled, scaledTimeoutMs } from '../../scale.ts';
import {
  type BundledProgram,
  bundleProgram,
  type RunningProgram,
  startProgram,
} from './child-program.ts';
import { printedSeed, SeededChoice } from './seeded-choice.ts';
import {
  addEntries,
  failureCode,
  type MadeVault,
  makeVault,
  PASSWORD,
  reopen,
  temporaryFolder,
  withPassword,
} from './vault-fixture.ts';

const ROUNDS = scaled(50);
const ROUNDS_A_VAULT = 5;
const PASSWORD_POINTS = scaled(50);
const NEXT = 'another long password';

let writer: BundledProgram;
let passwordChanger: BundledProgram;

beforeAll(async () => {
  writer = await bundleProgram(new URL('./vault-writer.ts', import.meta.url));
  passwordChanger = await bundleProgram(new URL('./password-changer.ts', import.meta.url));
});

afterAll(() => {
  writer.remove();
  passwordChanger.remove();
});

type Writers = readonly [RunningProgram, RunningProgram];

function acknowledgedBy(programs: readonly RunningProgram[]): string[] {
  return programs.flatMap(({ lines }) => lines.filter((line) => line.startsWith('ent_')));
}

/** Waits until the two acknowledged so many entries more, and both are at work. */
async function letWrite(writers: Writers, more: number): Promise<void> {
  await Promise.all(writers.map((program) => program.printed(1)));
  const target = acknowledgedBy(writers).length + more;
  while (acknowledgedBy(writers).length < target) {
    await Promise.race(writers.map((program) => program.printed(program.lines.length + 1)));
  }
}

function inputOf(made: MadeVault): object {
  return { path: made.path, code: made.recoveryCode.expose(), isLiar: false };
}

async function killed(program: RunningProgram): Promise<string[]> {
  program.kill();
  // It died by our signal, not of a fault of its own.
  expect(await program.ended()).toBeNull();
  return acknowledgedBy([program]);
}

/** One vault, two writers; one of them, in turn, is killed and started again so many times, at last both. Returns the entries. */
async function dieInTurn(rounds: number, choice: SeededChoice): Promise<number> {
  const made = await makeVault();
  const input = inputOf(made);
  let writers: Writers = [startProgram(writer, input), startProgram(writer, input)];
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await letWrite(writers, 1 + choice.below(12));
    acknowledged.push(...(await killed(writers[0])));
    const known = [...acknowledged, ...acknowledgedBy([writers[1]])];
    expectPresent(made.vault, known);
    writers = [writers[1], startProgram(writer, input)];
  }
  await letWrite(writers, 1);
  for (const program of writers) program.kill();
  for (const program of writers) acknowledged.push(...(await killed(program)));
  await made.vault.close();
  const vault = await reopen(made);
  expectPresent(vault, acknowledged);
  expect(vault.verifyChain()).toMatchObject({ ok: true, broken: null });
  await vault.close();
  return acknowledged.length;
}

function expectPresent(vault: Vault, acknowledged: readonly string[]): void {
  const present = new Set<string>(vault.list().map((entry) => entry.id));
  expect(vault.readOnlyCause).toBeNull();
  expect(acknowledged.filter((id) => !present.has(id))).toEqual([]);
}

describe('kill -9 under two writers', () => {
  it('loses no acknowledged write, and the manifest and the chain hold', {
    timeout: scaledTimeoutMs(600_000),
  }, async () => {
    const choice = new SeededChoice(printedSeed('kills'));
    let writes = 0;
    for (let round = 0; round < ROUNDS; round += ROUNDS_A_VAULT) {
      writes += await dieInTurn(ROUNDS_A_VAULT, choice);
    }
    expect(writes).toBeGreaterThan(ROUNDS * 4);
    reportFigure('kills of the vault’s writers', ROUNDS);
  });

  it('would be noticed if a writer acknowledged before it committed (control)', async () => {
    const made = await makeVault();
    await made.vault.close();
    const lost: string[] = [];
    for (let round = 0; round < 10 && lost.length === 0; round += 1) {
      const program = startProgram(writer, { ...inputOf(made), isLiar: true });
      await program.printed(2);
      const acknowledged = await killed(program);
      const vault = await reopen(made);
      const present = new Set<string>(vault.list().map((entry) => entry.id));
      lost.push(...acknowledged.filter((id) => !present.has(id)));
      await vault.close();
    }
    expect(lost).not.toEqual([]);
  });
});

describe('kill -9 during a password change', () => {
  /** Which of the two passwords open the vault. */
  async function openers(path: string, deps: Parameters<typeof openVault>[1]): Promise<string[]> {
    const opening: string[] = [];
    for (const password of [PASSWORD, NEXT]) {
      const code = await failureCode(async () => {
        const vault = await openVault({ path, credential: withPassword(password) }, deps);
        expect(vault.readOnlyCause).toBeNull();
        expect(vault.list()).toHaveLength(3);
        await vault.close();
      });
      if (code === null) opening.push(password);
      else expect(code).toBe('vault/wrong-password');
    }
    return opening;
  }

  it('leaves exactly one of the two passwords, at every point', {
    timeout: scaledTimeoutMs(600_000),
  }, async () => {
    const made = await makeVault();
    addEntries(made.vault, 'a', 'b', 'c');
    await made.vault.close();
    const choice = new SeededChoice(printedSeed('password kills'));
    const seen = new Set<string>();
    let isThrough = false;
    for (let point = 1; point <= PASSWORD_POINTS; point += 1) {
      const path = join(temporaryFolder(), 'vault.db');
      copyFileSync(made.path, path);
      const code = made.recoveryCode.expose();
      // First at every call to SQLite; past the last one, at any moment.
      const killAt = isThrough ? 0 : point;
      const program = startProgram(passwordChanger, { path, code, next: NEXT, killAt });
      if (isThrough) {
        await program.printed(1);
        const timer = setTimeout(() => {
          program.kill();
        }, choice.below(120));
        await program.ended();
        clearTimeout(timer);
      }
      const exitCode = await program.ended();
      if (exitCode === 0 && !isThrough) isThrough = true;
      const opening = await openers(path, made.deps);
      expect(opening, `point ${point}`).toHaveLength(1);
      if (program.lines.includes('done')) expect(opening).toEqual([NEXT]);
      seen.add(opening[0] ?? '');
    }
    expect(isThrough).toBe(true);
    expect(seen).toEqual(new Set([NEXT, PASSWORD]));
    reportFigure('kills of a password change', PASSWORD_POINTS);
  });
});
