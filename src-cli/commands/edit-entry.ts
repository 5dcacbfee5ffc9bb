import type { EngineClient, EntryView } from '../../src-shared/contract/engine-answers.ts';
import type { EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { parseTitle } from '../../src-shared/model/names.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { parseExpiry } from '../input/deadline-option.ts';
import { readEntrySecret } from '../input/entry-secret.ts';
import { type PolicyFields, type PolicyOptions, parsePolicy } from '../input/policy-options.ts';
import { entryFacts, entryJson } from '../view/entry-view.ts';
import { assertVaultExists, withEngine } from '../with-engine.ts';

export interface EditOptions extends PolicyOptions {
  readonly name?: string;
  readonly kind?: EngineInput<'entry:add'>['kind'];
  readonly newSecret?: boolean;
  readonly secretFile?: string;
  readonly tag: readonly string[];
  readonly untag: readonly string[];
  /** False with --no-url; likewise below. */
  readonly url?: string | false;
  readonly notes?: string | false;
  readonly expires?: string | false;
  readonly maxAge?: string | false;
  readonly reason?: string;
}

/** `edit`: what is not named stays as it is. */
export async function editEntry(
  cli: Cli,
  [entry = '']: readonly string[],
  options: EditOptions,
): Promise<Answer> {
  const facts = changedFacts(options, cli.clock.nowMs());
  const policy = parsePolicy(options.maxAge, options, '--max-age');
  assertVaultExists(cli);
  const secret = await readNewSecret(cli, entry, options);
  const change = { ...facts, ...secret };
  const hasTags = options.tag.length > 0 || options.untag.length > 0;
  const isEdited = Object.keys(change).length > 0 || hasTags;
  if (!isEdited && policy === null) {
    throw new KeywrightError('usage/missing-input', 'Nothing to change was named', {
      hint: 'See `keywright edit --help`.',
    });
  }
  const reason = options.reason ?? null;
  const edited = await withEngine(cli, async (engine) => {
    const id = policy === null ? entry : await setPolicy(engine, { entry, policy, reason });
    if (!isEdited) return engine.call('entry:show', { entry: id });
    const tags = hasTags ? { tags: await changedTags(engine, entry, options) } : {};
    return engine.call('entry:edit', { entry: id, ...change, ...tags, reason });
  });
  return describeEdit(edited, cli.clock.nowMs());
}

interface NewPolicy {
  readonly entry: string;
  readonly policy: PolicyFields;
  readonly reason: string | null;
}

/** The entry's id, which stays though its name changes. */
async function setPolicy(
  engine: EngineClient,
  { entry, policy, reason }: NewPolicy,
): Promise<string> {
  const input = { of: 'entry', reference: entry, ...policy, reason } as const;
  const { id } = await engine.call('policy:set', input);
  return id;
}

type Change = Omit<EngineInput<'entry:edit'>, 'entry' | 'reason' | 'tags'>;

function changedFacts(options: EditOptions, nowMs: number): Change {
  return {
    ...(options.name === undefined ? {} : { name: parseTitle(options.name, 'entry name') }),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(options.url === undefined ? {} : { url: options.url || null }),
    ...(options.notes === undefined ? {} : { notes: options.notes || null }),
    ...(options.expires === undefined
      ? {}
      : { expires: options.expires === false ? null : parseExpiry(options.expires, nowMs) }),
  };
}

async function readNewSecret(cli: Cli, entry: string, options: EditOptions): Promise<Change> {
  if (options.newSecret !== true && options.secretFile === undefined) return {};
  const secret = await readEntrySecret({ ...cli, secretFile: options.secretFile ?? null }, entry);
  const text = secret.expose();
  secret.wipe();
  return { secret: text };
}

async function changedTags(
  engine: EngineClient,
  entry: string,
  options: EditOptions,
): Promise<string[]> {
  const { tags } = await engine.call('entry:show', { entry });
  const kept = tags.filter((tag) => !options.untag.includes(tag));
  return [...new Set([...kept, ...options.tag])];
}

function describeEdit(edited: EntryView, nowMs: number): Answer {
  return {
    json: entryJson(edited),
    text: (style) => entryFacts(edited, nowMs, style),
    notes: [`Changed "${edited.name}"`],
  };
}
