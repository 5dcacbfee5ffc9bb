import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { entryFacts, entryJson } from '../view/entry-view.ts';
import { withEngine } from '../with-engine.ts';

interface ReasonOption {
  readonly reason?: string;
}

const VERSION = /^[1-9]\d{0,8}$/;

/** `revert`: the entry as it was at a version of its history, as a new version; what it was until now goes to the history. */
export async function revertEntry(
  cli: Cli,
  [entry = '', text = '']: readonly string[],
  options: ReasonOption,
): Promise<Answer> {
  if (!VERSION.test(text)) {
    throw new KeywrightError(
      'usage/invalid-argument',
      'VERSION is the number of a former version',
      {
        hint: 'See `keywright show ENTRY --history`.',
      },
    );
  }
  const version = Number(text);
  const reverted = await withEngine(cli, (engine) =>
    engine.call('entry:revert', { entry, version, reason: options.reason ?? null }),
  );
  const { entryId, name } = reverted;
  const before = (reverted.version ?? 1) - 1;
  return {
    json: entryJson(reverted),
    text: (style) => entryFacts(reverted, cli.clock.nowMs(), style),
    notes: [
      `"${name}" is as it was in version ${version}; undo: keywright revert ${entryId ?? ''} ${before}`,
    ],
  };
}
