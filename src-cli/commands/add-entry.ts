import type { EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { parseTitle } from '../../src-shared/model/names.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { parseExpiry } from '../input/deadline-option.ts';
import { readEntrySecret } from '../input/entry-secret.ts';
import { type PolicyOptions, parsePolicy } from '../input/policy-options.ts';
import { entryJson } from '../view/entry-view.ts';
import { assertVaultExists, withEngine } from '../with-engine.ts';

export interface NewEntryOptions extends PolicyOptions {
  readonly kind: EngineInput<'entry:add'>['kind'];
  readonly secretFile?: string;
  /** False with --no-secret. */
  readonly secret: boolean;
  readonly tag: readonly string[];
  readonly url?: string;
  readonly notes?: string;
  readonly expires?: string;
  readonly maxAge?: string;
}

/** `add`: everything that can be refused is refused before the secret is read or the vault opened. */
export async function addEntry(
  cli: Cli,
  [name = '']: readonly string[],
  options: NewEntryOptions,
): Promise<Answer> {
  parseTitle(name, 'entry name');
  const expires = parseExpiry(options.expires, cli.clock.nowMs());
  const policy = parsePolicy(options.maxAge, options, '--max-age');
  assertVaultExists(cli);
  const secret = options.secret
    ? await readEntrySecret({ ...cli, secretFile: options.secretFile ?? null }, name)
    : null;
  const added = await withEngine(cli, async (engine) => {
    const entry = await engine.call('entry:add', {
      name,
      kind: options.kind,
      secret: secret === null ? null : secret.expose(),
      tags: [...options.tag],
      url: options.url ?? null,
      notes: options.notes ?? null,
      expires,
    });
    if (policy === null || entry.entryId === null) return entry;
    const of = { of: 'entry', reference: entry.entryId, reason: null } as const;
    await engine.call('policy:set', { ...of, ...policy });
    return engine.call('entry:show', { entry: entry.entryId });
  });
  secret?.wipe();
  return {
    json: entryJson(added),
    text: () => added.entryId ?? '',
    notes: [`Added "${added.name}"`],
  };
}
