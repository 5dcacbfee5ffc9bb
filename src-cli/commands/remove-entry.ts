import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { entryJson } from '../view/entry-view.ts';
import { withEngine } from '../with-engine.ts';

interface ReasonOption {
  readonly reason?: string;
}

/** `rm`: to the trash, at once and without asking, because it can be undone. */
export async function removeEntry(
  cli: Cli,
  [entry = '']: readonly string[],
  options: ReasonOption,
): Promise<Answer> {
  const removed = await withEngine(cli, (engine) =>
    engine.call('entry:remove', { entry, reason: options.reason ?? null }),
  );
  return {
    json: entryJson(removed),
    text: () => '',
    notes: [
      `Moved "${removed.name}" to the trash; undo: keywright restore ${removed.entryId ?? ''}`,
    ],
  };
}

/** `restore`: back under the same id. */
export async function restoreEntry(
  cli: Cli,
  [entry = '']: readonly string[],
  options: ReasonOption,
): Promise<Answer> {
  const restored = await withEngine(cli, (engine) =>
    engine.call('entry:restore', { entry, reason: options.reason ?? null }),
  );
  return { json: entryJson(restored), text: () => '', notes: [`Restored "${restored.name}"`] };
}
