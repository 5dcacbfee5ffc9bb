/** `revoke`: a key with all its versions, or one version. It cannot be undone; the tombstone stays. */
import type { Command } from 'commander';
import { getKey } from '../../src-core/keys/key-desk.ts';
import type { VerificationStore } from '../../src-core/store/verification-store.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { isVersionId } from '../../src-shared/ids/ids.ts';
import {
  type KeyRecord,
  REVOCATION_CODES,
  type Revocation,
} from '../../src-shared/model/store-records.ts';
import type { Answer } from '../answer.ts';
import { type Cli, mutation, type Run } from '../cli.ts';
import { confirmOrStop } from '../input/confirmation.ts';
import { withStore } from '../with-store.ts';
import { addExamples } from './command-help.ts';
import { changedKey } from './key-commands.ts';

interface RevokeOptions {
  readonly reason: string;
  readonly note?: string;
}

/** Written by a rollback itself, never by a person. */
const PERSON_CODES = REVOCATION_CODES.filter((code) => code !== 'rolled-back');
const MAX_NOTE_LENGTH = 500;

export function addRevokeCommand(program: Command, run: Run): void {
  const command = program
    .command('revoke')
    .description('refuse a key, or one version of it, for good')
    .argument('<key-or-version>', 'id or exact name of a key, or the id of a version')
    .requiredOption(
      '--reason <reason>',
      `${PERSON_CODES.join(', ')}; any other text is noted as it is`,
    )
    .option('--note <text>', 'more about it, for the audit log')
    .action(run<RevokeOptions>(revoke));
  addExamples(command, [
    'keywright revoke reporting --reason leaked --note "pasted into a ticket"',
    'keywright revoke 4fK2mQ9xZb1L --reason replaced   # one version only',
  ]);
}

async function revoke(
  cli: Cli,
  [reference = '']: readonly string[],
  options: RevokeOptions,
): Promise<Answer> {
  const why = readRevocation(options);
  const revoked = await withStore(cli, async ({ store }) => {
    const target = await findTarget(store, reference);
    await confirmOrStop(cli, `Revoke ${describeTarget(target)} for good?`);
    const ctx = mutation(cli, why.note);
    return target.versionId === null
      ? store.revokeKey(target.key.id, why, ctx)
      : store.revokeVersion(target.versionId, why, ctx);
  });
  return changedKey(
    cli,
    revoked,
    `Revoked: it is refused from the next verification on, also by servers that run already`,
  );
}

interface Target {
  readonly key: KeyRecord;
  /** Null: the whole key. */
  readonly versionId: KeyRecord['versions'][number]['id'] | null;
}

/** An id wins over a name, also where a key is named like a version. */
async function findTarget(store: VerificationStore, reference: string): Promise<Target> {
  const byVersion = isVersionId(reference) ? await store.findKeyOfVersion(reference) : null;
  if (byVersion === null) return { key: await getKey(store, reference), versionId: null };
  const version = byVersion.versions.find((candidate) => candidate.id === reference);
  if (version === undefined) throw new Error(`key ${byVersion.id} does not hold its version`);
  return { key: byVersion, versionId: version.id };
}

function describeTarget({ key, versionId }: Target): string {
  const name = `"${key.name}" (${key.api.name}/${key.environment})`;
  return versionId === null ? `the key ${name}` : `version ${versionId} of ${name}`;
}

/** A known code, with the note; any other text becomes the note of code `other`. */
function readRevocation(options: RevokeOptions): Revocation {
  const code = PERSON_CODES.find((candidate) => candidate === options.reason);
  const texts = [code === undefined ? options.reason : null, options.note ?? null];
  const note = texts.filter((text) => text !== null && text.trim() !== '').join(' — ');
  if (code === undefined && note === '') {
    throw new KeywrightError('usage/missing-input', '--reason: say why');
  }
  if (note.length > MAX_NOTE_LENGTH) {
    throw new KeywrightError(
      'usage/invalid-argument',
      `--reason and --note have at most ${MAX_NOTE_LENGTH} characters`,
    );
  }
  return { code: code ?? 'other', note: note === '' ? null : note };
}
