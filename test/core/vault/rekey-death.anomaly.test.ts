import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import { reportFigure, scaled, scaledTimeoutMs } from '../../scale.ts';
import { type BundledProgram, bundleProgram, startProgram } from './child-program.ts';
import {
  contentOf,
  epochOf,
  type FullVault,
  makeFullVault,
  newRecoveryCode,
} from './rekey-fixture.ts';
import { printedSeed, SeededChoice } from './seeded-choice.ts';
import { failureCode, PASSWORD, reopen, temporaryFolder, withPassword } from './vault-fixture.ts';

const POINTS = scaled(20);
const STEP_KIB = 16;

let program: BundledProgram;

beforeAll(async () => {
  program = await bundleProgram(new URL('./rekeyer.ts', import.meta.url));
});

afterAll(() => {
  program.remove();
});

function copyOf(made: FullVault): string {
  const path = join(temporaryFolder(), 'vault.db');
  copyFileSync(made.path, path);
  return path;
}

interface Judged {
  readonly made: FullVault;
  readonly content: object;
  readonly recoveryCode: ReturnType<typeof newRecoveryCode>;
}

/** The epoch of the file, once everything in it is shown to be of that epoch and nothing is lost. */
async function judge(path: string, { made, content, recoveryCode }: Judged): Promise<number> {
  const epoch = epochOf(path);
  const vault = await openVault({ path, credential: withPassword() }, made.deps);
  expect(vault.readOnlyCause).toBeNull();
  expect(contentOf(vault)).toEqual(content);
  expect(vault.verifyChain()).toMatchObject({ ok: true, broken: null });
  await vault.close();
  const opens = [made.recoveryCode, recoveryCode].map((code) =>
    failureCode(() => reopen({ ...made, path, recoveryCode: code })),
  );
  const refused = 'vault/wrong-recovery-code';
  expect(await Promise.all(opens)).toEqual(epoch === 1 ? [null, refused] : [refused, null]);
  return epoch;
}

function callsOf(lines: readonly string[]): number {
  return Number(lines.find((line) => line.startsWith('calls '))?.slice('calls '.length));
}

describe('kill -9 while a vault gets another key', () => {
  it('leaves it wholly of the old key or wholly of the new one', {
    timeout: scaledTimeoutMs(600_000),
  }, async () => {
    const made = await makeFullVault();
    const judged = { made, content: contentOf(made.vault), recoveryCode: newRecoveryCode() };
    await made.vault.close();
    const start = (path: string, killAt: number) =>
      startProgram(program, {
        path,
        password: PASSWORD,
        code: judged.recoveryCode.expose(),
        killAt,
      });
    const choice = new SeededChoice(printedSeed('rekey kills'));
    const seen = new Set<number>();
    let calls = 0;
    for (let point = 0; point < POINTS; point += 1) {
      const path = copyOf(made);
      // The first lives and counts; the next are the last calls, around the commit; the others lie anywhere.
      const killAt = point <= 8 ? calls && calls + 1 - point : 1 + choice.below(calls);
      const running = start(path, killAt);
      await running.ended();
      if (point === 0) calls = callsOf(running.lines);
      const epoch = await judge(path, judged);
      if (running.lines.includes('done')) expect(epoch, `point ${killAt}`).toBe(2);
      seen.add(epoch);
    }
    expect(seen).toEqual(new Set([1, 2]));
    reportFigure('kills of a rekey', POINTS);
  });
});

describe('a disk that takes no more while a vault gets another key', () => {
  it('ends with a typed error and the old key, until it fits', { timeout: 300_000 }, async () => {
    const made = await makeFullVault();
    const judged = { made, content: contentOf(made.vault), recoveryCode: newRecoveryCode() };
    await made.vault.close();
    const refusals: string[] = [];
    for (let fileKib = STEP_KIB; ; fileKib += STEP_KIB) {
      const path = copyOf(made);
      const code = judged.recoveryCode.expose();
      const ran = spawnSync(
        'bash',
        ['-c', `ulimit -f ${fileKib}; exec "$@"`, 'bash', process.execPath, program.file],
        {
          input: JSON.stringify({ path, password: PASSWORD, code, killAt: 0 }),
          encoding: 'utf8',
        },
      );
      const ended = ran.stdout.trim().split('\n').at(-1) ?? '';
      const epoch = await judge(path, judged);
      expect(epoch).toBe(ended === 'done' ? 2 : 1);
      if (ended === 'done') break;
      if (ended !== '') expect(ended).toMatch(/^(disk\/(full|failed)|vault\/read-only)$/);
      refusals.push(ended);
    }
    expect(refusals.length).toBeGreaterThan(0);
  });
});
