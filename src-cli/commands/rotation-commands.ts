/** `rotate`, `finish`, `extend`, `rollback`: a new secret for a key, and the end of the old one. */
import type { Command } from 'commander';
import { getKey } from '../../src-core/keys/key-desk.ts';
import { assertNoGraceForLeaked } from '../../src-core/keys/rotate-key.ts';
import type { RotateInput } from '../../src-shared/contract/engine-calls.ts';
import { retiringVersion } from '../../src-shared/lifecycle/key-status.ts';
import { MAX_GRACE_MS } from '../../src-shared/lifecycle/key-transitions.ts';
import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import { parseDuration } from '../../src-shared/time/duration.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import type { Answer } from '../answer.ts';
import { type Cli, mutation, type Run } from '../cli.ts';
import { parseExpiry } from '../input/deadline-option.ts';
import { shellWord } from '../output/shell-word.ts';
import { keyJson, retiringJson } from '../view/key-view.ts';
import { withEngine } from '../with-engine.ts';
import { withStore } from '../with-store.ts';
import { addExamples } from './command-help.ts';
import { changedKey } from './key-commands.ts';

interface RotateOptions {
  readonly grace?: string;
  readonly leaked?: boolean;
  readonly expires?: string;
  /** False with --no-save. */
  readonly save: boolean;
  readonly reason?: string;
}

interface ReasonOption {
  readonly reason?: string;
}

export function addRotationCommands(program: Command, run: Run): void {
  const rotateCommand = program
    .command('rotate')
    .description('give a key a new secret; the old one works until the end of its grace')
    .argument('<key>', 'id or exact name')
    .option('--grace <duration>', 'how long the old secret still works: 0s to 30d (default: 1h)')
    .option('--leaked', 'revoke every older version at once')
    .option('--expires <when>', 'expiry of the new version (default: as long as the old one had)')
    .option('--no-save', 'keep no copy in the vault; needs no unlocked vault')
    .option('--reason <text>', 'why, for the audit log')
    .action(run<RotateOptions>(rotate));
  addExamples(rotateCommand, [
    'keywright rotate reporting',
    'keywright rotate reporting --grace 24h --json',
    'keywright rotate reporting --leaked --reason "in a public repository"',
  ]);
  addGraceCommands(program, run);
}

function addGraceCommands(program: Command, run: Run): void {
  const finishCommand = program
    .command('finish')
    .description('end the grace period now')
    .argument('<key>', 'id or exact name')
    .option('--reason <text>', 'why, for the audit log')
    .action(run(finish));
  addExamples(finishCommand, ['keywright finish reporting']);
  const extendCommand = program
    .command('extend')
    .description('end the grace period later; at most 30d in all')
    .argument('<key>', 'id or exact name')
    .argument('<duration>', 'by how much: 30m, 12h, 2d')
    .option('--reason <text>', 'why, for the audit log')
    .action(run(extend));
  addExamples(extendCommand, ['keywright extend reporting 2d']);
  const rollbackCommand = program
    .command('rollback')
    .description('make the old version active again and revoke the new one')
    .argument('<key>', 'id or exact name')
    .option('--reason <text>', 'why, for the audit log')
    .action(run(rollBack));
  addExamples(rollbackCommand, ['keywright rollback reporting']);
}

async function rotate(
  cli: Cli,
  [key = '']: readonly string[],
  options: RotateOptions,
): Promise<Answer> {
  const input = readRotateInput(key, options, cli.clock.nowMs());
  const rotated = options.save
    ? await withEngine(cli, (engine) => engine.call('key:rotate', input))
    : await rotateUnsaved(cli, input);
  const nowMs = cli.clock.nowMs();
  const { versions: _versions, ...facts } = keyJson(rotated.key, nowMs);
  return {
    json: {
      ...facts,
      versionId: rotated.versionId,
      token: rotated.token,
      entryId: rotated.entryId,
      retiring: retiringJson(rotated.key, nowMs),
    },
    text: () => rotated.token,
    notes: rotateNotes(rotated.key, nowMs),
  };
}

function readRotateInput(key: string, options: RotateOptions, nowMs: number): RotateInput {
  const isLeaked = options.leaked === true;
  const graceMs =
    options.grace === undefined
      ? null
      : parseDuration(options.grace, '--grace', { minMs: 0, maxMs: MAX_GRACE_MS });
  assertNoGraceForLeaked({ isLeaked, graceMs });
  const expires = parseExpiry(options.expires, nowMs);
  return { key, graceMs, isLeaked, expires, reason: options.reason ?? null };
}

async function rotateUnsaved(
  cli: Cli,
  input: RotateInput,
): Promise<{ key: KeyRecord; versionId: string; token: string; entryId: null }> {
  const rotated = await withStore(cli, (opened) =>
    cli.backends.rotateKey(opened, input, mutation(cli, input.reason)),
  );
  return { ...rotated, entryId: null };
}

function rotateNotes(key: KeyRecord, nowMs: number): readonly string[] {
  const retiring = retiringVersion(key, nowMs);
  const old =
    retiring === null
      ? 'Older versions are refused from now on'
      : `The old version works until ${formatInstant(retiring.endsAtMs ?? nowMs)}; finish earlier with \`keywright finish ${shellWord(key.name)}\``;
  return [`Rotated "${key.name}" (${key.id}); the line on standard output is the new key`, old];
}

async function finish(
  cli: Cli,
  [reference = '']: readonly string[],
  options: ReasonOption,
): Promise<Answer> {
  const key = await withStore(cli, async ({ store }) => {
    const { id } = await getKey(store, reference);
    return store.finishRotation(id, mutation(cli, options.reason ?? null));
  });
  return changedKey(cli, key, `Finished the rotation of "${key.name}": the old version is refused`);
}

async function extend(
  cli: Cli,
  [reference = '', duration = '']: readonly string[],
  options: ReasonOption,
): Promise<Answer> {
  const byMs = parseDuration(duration, 'DURATION', { maxMs: MAX_GRACE_MS });
  const key = await withStore(cli, async ({ store }) => {
    const { id } = await getKey(store, reference);
    return store.extendRotation(id, byMs, mutation(cli, options.reason ?? null));
  });
  const endsAtMs = retiringVersion(key, cli.clock.nowMs())?.endsAtMs ?? null;
  const end = endsAtMs === null ? 'its end' : formatInstant(endsAtMs);
  return changedKey(cli, key, `The old version of "${key.name}" now works until ${end}`);
}

async function rollBack(
  cli: Cli,
  [reference = '']: readonly string[],
  options: ReasonOption,
): Promise<Answer> {
  const key = await withStore(cli, async ({ store }) => {
    const { id } = await getKey(store, reference);
    return store.rollBackRotation(id, mutation(cli, options.reason ?? null));
  });
  return changedKey(
    cli,
    key,
    `Rolled "${key.name}" back: the old version is active, the new one revoked`,
  );
}
