import type { EngineClient, EntryView } from '../../src-shared/contract/engine-answers.ts';
import type { EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { parseTitle } from '../../src-shared/model/names.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { parseExpiry } from '../input/deadline-option.ts';
import { readEntrySecret } from '../input/entry-secret.ts';
import { entryFacts, entryJson } from '../view/entry-view.ts';
import { assertVaultExists, withEngine } from '../with-engine.ts';

export interface EditOptions {
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
  readonly reason?: string;
}

/** `edit`: what is not named stays as it is. */
export async function editEntry(
  cli: Cli,
  [entry = '']: readonly string[],
  options: EditOptions,
): Promise<Answer> {
  const facts = changedFacts(options, cli.clock.nowMs());
  assertVaultExists(cli);
  const secret = await readNewSecret(cli, entry, options);
  const change = { ...facts, ...secret };
  const hasTags = options.tag.length > 0 || options.untag.length > 0;
  if (Object.keys(change).length === 0 && !hasTags) {
    throw new KeywrightError('usage/missing-input', 'Nothing to change was named', {
      hint: 'See `keywright edit --help`.',
    });
  }
  const edited = await withEngine(cli, async (engine) => {
    const tags = hasTags ? { tags: await changedTags(engine, entry, options) } : {};
    return engine.call('entry:edit', { entry, ...change, ...tags, reason: options.reason ?? null });
  });
  return describeEdit(edited, cli.clock.nowMs());
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
