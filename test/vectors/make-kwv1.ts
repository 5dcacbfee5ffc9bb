/**
 * Writes test/vectors/kwv1: vault files, blobs, passwords and recovery codes, good and bad, each with its verdict and reason. All
 * randomness comes from counters and all times from a clock that counts, so a run repeats byte for byte on the same SQLite; a family
 * that is added has a counter of its own, so that what is published stays. Run: node test/vectors/make-kwv1.ts [FOLDER]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVault } from '../../src-core/vault/create-vault.ts';
import { blobVectors } from './kwv1-blobs.ts';
import { fileEdits } from './kwv1-edits.ts';
import { rekeyedVectors } from './kwv1-rekeyed.ts';
import { rowEdits } from './kwv1-row-edits.ts';
import { passwordVaultVectors, rememberedVectors } from './kwv1-slots.ts';
import { passwordVectors, recoveryVectors } from './kwv1-texts.ts';
import {
  addEntry,
  CTX,
  countingRandom,
  type FileVector,
  overview,
  PASSWORD,
  secretOf,
  VectorWriter,
  vectorDeps,
  withVault,
} from './kwv1-workbench.ts';

const OUT = process.argv[2] ?? join(import.meta.dirname, 'kwv1');
const NEXT_PASSWORD = 'another long password';
const deps = vectorDeps('kwv1 vectors');
const { random } = deps;

/** A vault with history, trash and events at `path`, and the state before its last changes at `olderPath`. */
async function writeBase(path: string, olderPath: string): Promise<string> {
  const { vault, recoveryCode } = await createVault({ path, password: secretOf(PASSWORD) }, deps);
  const ids = ['alpha', 'beta', 'gamma', 'délta 🔑', 'epsilon'].map((name) =>
    addEntry(vault, name, random),
  );
  const [alpha, beta, , , epsilon] = ids;
  if (alpha === undefined || beta === undefined || epsilon === undefined) throw new Error();
  await vault.backup(olderPath, CTX);
  for (const [id, name] of [
    [alpha, 'alpha two'],
    [beta, 'beta two'],
  ] as const) {
    const change = { expectedVersion: 1, overview: overview(name), event: 'entry.edited' };
    vault.change(id, { ...change, secret: { value: `new ${name}`, tokens: {} } }, CTX);
  }
  vault.trash(epsilon, CTX);
  vault.reveal(alpha, 'reveal', CTX);
  await vault.close();
  return recoveryCode.expose();
}

async function writeFiles(writer: VectorWriter): Promise<FileVector[]> {
  const [base, older] = [writer.path('good'), writer.path('older')];
  const recoveryCode = await writeBase(base, older);
  const by = { password: { password: PASSWORD }, recovery: { recoveryCode } };
  const good = writer.publish('good');
  const vectors: FileVector[] = [
    { file: good, credential: by.password, verdict: 'opens', reason: 'the password' },
    { file: good, credential: by.recovery, verdict: 'opens', reason: 'the recovery code' },
    {
      file: good,
      credential: { password: PASSWORD.normalize('NFKC') },
      verdict: 'opens',
      reason: 'the password in its normalised form',
    },
    {
      file: good,
      credential: { password: 'correct horse battery 1' },
      verdict: 'wrong-password',
      reason: 'another password',
    },
    {
      file: good,
      credential: { recoveryCode: recoveryVectors(countingRandom('other'))[0]?.code ?? '' },
      verdict: 'wrong-recovery-code',
      reason: 'the code of another vault',
    },
    {
      file: writer.publish('older'),
      credential: by.recovery,
      verdict: 'opens',
      reason: 'an older copy is whole; only the rollback mark outside the file can tell',
    },
    ...(await passwordChanged(writer, by)),
    ...writer.edited({ base, older }, by, [...fileEdits, ...rowEdits]),
  ];
  const families = [
    await rekeyedVectors(writer, { path: base, recoveryCode }),
    await rememberedVectors(writer, { path: base, recoveryCode }),
    await passwordVaultVectors(writer),
  ];
  return [...vectors, ...families.flat()];
}

async function passwordChanged(
  writer: VectorWriter,
  by: { readonly password: FileVector['credential']; readonly recovery: FileVector['credential'] },
): Promise<FileVector[]> {
  const path = writer.copy(writer.path('good'), 'password-changed');
  await withVault({ path }, deps, (vault) => vault.changePassword(secretOf(NEXT_PASSWORD), CTX));
  const file = writer.publish('password-changed');
  const next = { password: NEXT_PASSWORD };
  return [
    { file, credential: next, verdict: 'opens', reason: 'the new password' },
    { file, credential: by.password, verdict: 'wrong-password', reason: 'the former password' },
    { file, credential: by.recovery, verdict: 'opens', reason: 'the code is kept' },
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'keywright-kwv1-'));
try {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT);
  const vectors = {
    format: 'KWV1',
    about: 'Every file and value with what a reader must make of it; see docs/vault-format.md.',
    files: await writeFiles(new VectorWriter(folder, OUT)),
    blobs: blobVectors(random),
    passwords: passwordVectors(),
    recoveryCodes: recoveryVectors(random),
  };
  writeFileSync(join(OUT, 'vectors.json'), `${JSON.stringify(vectors, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
