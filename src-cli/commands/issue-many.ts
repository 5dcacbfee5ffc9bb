/**
 * `issue --names-file`: one key for each name, all or none. The keys go to a file for its owner alone (--out), or with --json to
 * standard output, one a line; many secrets are not printed for people. The file is made first: where it cannot be, nothing is issued.
 */
import { MAX_BATCH_KEYS } from '../../src-core/store/verification-store.ts';
import { type IssueInput, MAX_SAVED_KEYS } from '../../src-shared/contract/engine-calls.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import type { Answer } from '../answer.ts';
import { type Cli, mutation } from '../cli.ts';
import { readNameList } from '../input/name-list.ts';
import { createSecretLines, type SecretLines } from '../output/secret-lines.ts';
import { keyJson } from '../view/key-view.ts';
import { describeTime } from '../view/time-text.ts';
import { withEngine } from '../with-engine.ts';
import { withStore } from '../with-store.ts';

interface ManyKeys {
  readonly terms: Omit<IssueInput, 'name'>;
  readonly namesFile: string;
  readonly out: string | null;
  /** With a sealed copy of each in the vault. */
  readonly isSaved: boolean;
}

interface KeyLine {
  readonly keyId: string;
  readonly name: string;
  readonly versionId: string;
  readonly token: string;
  readonly entryId: string | null;
}

interface IssuedMany {
  readonly first: KeyRecord;
  readonly items: readonly KeyLine[];
}

/** Null: all of it is printed already. */
export async function issueMany(cli: Cli, many: ManyKeys): Promise<Answer | null> {
  if (many.out === null && !cli.output.isJson) {
    throw new KeywrightError('usage/missing-input', 'Where should the keys go? Pass --out FILE', {
      hint: 'The file is made new, for you alone. With --json they go to standard output.',
    });
  }
  const max = many.isSaved ? MAX_SAVED_KEYS : MAX_BATCH_KEYS;
  const names = [...(await readNameList(many.namesFile, max))];
  const input = { ...many.terms, names };
  if (many.out === null) {
    const { items } = many.isSaved ? await issueSaved(cli, input) : await issueUnsaved(cli, input);
    for (const line of items) cli.output.line({ ...line }, '');
    return null;
  }
  const file = await createSecretLines(many.out);
  try {
    const issued = many.isSaved
      ? await issueSavedTo(file, cli, input)
      : await issueUnsaved(cli, input, file);
    return describeMany(cli, issued, many);
  } finally {
    await file.close();
  }
}

type ManyInput = Omit<IssueInput, 'name'> & { names: string[] };

async function issueSaved(cli: Cli, input: ManyInput): Promise<IssuedMany> {
  return withEngine(cli, (engine) => engine.call('key:issue-many', input));
}

/** The vault holds every key by the time the file is written. */
async function issueSavedTo(file: SecretLines, cli: Cli, input: ManyInput): Promise<IssuedMany> {
  const issued = await issueSaved(cli, input).catch(async (error: unknown) => {
    await file.discard();
    throw error;
  });
  await writeIssued(file, issued);
  return issued;
}

async function writeIssued(file: SecretLines, { items }: IssuedMany): Promise<void> {
  try {
    await file.write(items.map((line) => ({ ...line })));
  } catch (error) {
    await file.discard();
    if (!(error instanceof KeywrightError)) throw error;
    throw new KeywrightError(error.code, error.publicMessage, {
      cause: error,
      hint: `The ${items.length} keys are issued all the same, and the vault holds them: \`keywright show NAME --reveal\`.`,
    });
  }
}

/** No vault holds these keys, so they are in the file before the store commits. */
async function issueUnsaved(cli: Cli, input: ManyInput, file?: SecretLines): Promise<IssuedMany> {
  const ctx = mutation(cli, input.reason);
  const keep = file === undefined ? {} : { keep: keepIn(file) };
  try {
    return await withStore(cli, async (opened) => {
      const issued = await cli.backends.issueKeys(opened, { input, ctx, ...keep });
      const items = issued.map(({ key, versionId, token }) =>
        lineOf({ id: key.id, name: key.name }, versionId, token),
      );
      const [first] = issued;
      if (first === undefined) throw new Error('no key was issued');
      return { first: first.key, items };
    });
  } catch (error) {
    if (!mayBeIssued(error)) await file?.discard();
    throw error;
  }
}

function keepIn(file: SecretLines) {
  return (
    prepared: readonly {
      newKey: { readonly id: string; readonly name: string };
      versionId: string;
      token: string;
    }[],
  ): Promise<void> =>
    file.write(
      prepared.map(({ newKey, versionId, token }) => ({ ...lineOf(newKey, versionId, token) })),
    );
}

function lineOf(
  key: { readonly id: string; readonly name: string },
  versionId: string,
  token: string,
): KeyLine {
  return { keyId: key.id, name: key.name, versionId, token, entryId: null };
}

/** After a disk fault nobody knows whether the commit is there; the file may hold the only copy then. */
function mayBeIssued(error: unknown): boolean {
  return error instanceof KeywrightError && error.code === 'disk/failed';
}

function describeMany(cli: Cli, { first, items }: IssuedMany, many: ManyKeys): Answer {
  const nowMs = cli.clock.nowMs();
  const { api, environment, owner, status, permissions, roles, limits, notBeforeAt, expiresAt } =
    keyJson(first, nowMs);
  const terms = {
    api,
    environment,
    owner,
    status,
    permissions,
    roles,
    limits,
    notBeforeAt,
    expiresAt,
  };
  const expires = describeTime(first.versions[0]?.expiresAtMs, nowMs);
  return {
    json: {
      issued: items.length,
      file: many.out,
      ...terms,
      items: items.map(({ token: _token, ...facts }) => facts),
      next: null,
    },
    text: () => '',
    notes: [
      `Issued ${items.length} keys for ${first.api.name}/${first.environment}`,
      many.isSaved
        ? `They are in ${many.out}, which only you can read; the vault keeps sealed copies`
        : `They are in ${many.out}, which only you can read; no other copy is kept`,
      expires === null ? 'They do not expire' : `They expire ${expires}`,
    ],
  };
}
