import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import { type Answer, listJson } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { renderTable } from '../output/table.ts';
import { entryFacts, entryJson } from '../view/entry-view.ts';
import { relativeTime } from '../view/time-text.ts';
import { withEngine } from '../with-engine.ts';

export interface ShowOptions {
  readonly reveal?: boolean;
  readonly versionId?: string;
  readonly history?: boolean;
  readonly reason?: string;
}

/** `show`: the facts; the secret only with --reveal, and then alone on standard output. */
export async function showEntry(
  cli: Cli,
  [entry = '']: readonly string[],
  options: ShowOptions,
): Promise<Answer> {
  if (options.history === true && options.reveal === true) {
    throw new KeywrightError(
      'usage/invalid-argument',
      '--history shows no secrets: leave out --reveal',
    );
  }
  if (options.history === true) return showHistory(cli, entry);
  if (options.reveal === true) return reveal(cli, entry, options);
  const shown = await withEngine(cli, (engine) => engine.call('entry:show', { entry }));
  return {
    json: entryJson(shown),
    text: (style) => entryFacts(shown, cli.clock.nowMs(), style),
  };
}

async function reveal(cli: Cli, entry: string, options: ShowOptions): Promise<Answer> {
  const versionId = options.versionId ?? null;
  const [facts, revealed] = await withEngine(cli, async (engine) => {
    const opened = await engine.call('entry:reveal', {
      entry,
      purpose: 'reveal',
      versionId,
      reason: options.reason ?? null,
    });
    return [await engine.call('entry:show', { entry: opened.entryId }), opened] as const;
  });
  return {
    json: { ...entryJson(facts), versionId: revealed.versionId, secret: revealed.secret },
    text: () => revealed.secret,
    notes: [`The secret of "${revealed.name}"; this reveal is in the audit log`],
  };
}

async function showHistory(cli: Cli, entry: string): Promise<Answer> {
  const { items } = await withEngine(cli, (engine) => engine.call('entry:history', { entry }));
  return {
    json: listJson(
      items.map(({ changedAtMs, ...item }) => ({ ...item, changedAt: formatInstant(changedAtMs) })),
    ),
    text: (style) =>
      renderTable(
        items,
        [
          { heading: 'VERSION', value: (item) => String(item.version) },
          { heading: 'NAME', value: (item) => item.name },
          { heading: 'SECRET', value: (item) => item.masked },
          {
            heading: 'CHANGED',
            value: (item) => relativeTime(item.changedAtMs, cli.clock.nowMs()),
          },
        ],
        style,
      ),
  };
}
