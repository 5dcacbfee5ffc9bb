/** `audit`: what happened, by whom and why; and whether the logs are whole. */
import { type Command, InvalidArgumentError } from 'commander';
import { readEventPages } from '../../src-core/audit/read-event-pages.ts';
import type { VerificationStore } from '../../src-core/store/verification-store.ts';
import { mergeByTime } from '../../src-shared/audit/merge-by-time.ts';
import type { EngineClient } from '../../src-shared/contract/engine-answers.ts';
import type { LoggedEvent } from '../../src-shared/contract/store-answers.ts';
import { type Answer, listJson } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { eventJson, eventTable } from '../view/event-view.ts';
import { withEngineIfOpen } from '../with-engine.ts';
import { withStore } from '../with-store.ts';
import { addExamples } from './command-help.ts';
import { verifyAudit } from './verify-audit.ts';

interface ListOptions {
  readonly limit: number;
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 100_000;

export function addAuditCommands(program: Command, run: Run): void {
  const group = program.command('audit').description('the audit log');
  const list = group
    .command('list')
    .description(
      'list the newest events in the order they happened; the vault’s too while unlocked',
    )
    .option('--limit <n>', `how many, at most ${MAX_LIMIT}`, readLimit, DEFAULT_LIMIT)
    .action(run<ListOptions>(listEvents));
  addExamples(list, ['keywright audit list', 'keywright audit list --limit 1000 --json']);
  const verify = group
    .command('verify')
    .description('check that no event was changed, removed, added or reordered; exit 1 if one was')
    .action(run(verifyAudit));
  addExamples(verify, ['keywright audit verify', 'keywright audit verify --json']);
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (!/^\d{1,6}$/.test(text) || limit < 1 || limit > MAX_LIMIT) {
    throw new InvalidArgumentError(`It is 1 to ${MAX_LIMIT}.`);
  }
  return limit;
}

async function listEvents(
  cli: Cli,
  _args: readonly string[],
  { limit }: ListOptions,
): Promise<Answer> {
  const ofStore = await withStore(cli, ({ store }) => readStoreEvents(store, limit));
  const ofVault = await withEngineIfOpen(cli, readVaultEvents);
  const merged = mergeByTime(ofStore, ofVault ?? []).slice(-limit);
  return {
    json: listJson(merged.map(eventJson)),
    text: (style) => (merged.length === 0 ? '' : eventTable(merged, style)),
    notes: ofVault === null ? ['The vault is locked: only the store’s events are shown'] : [],
  };
}

async function readStoreEvents(store: VerificationStore, limit: number): Promise<LoggedEvent[]> {
  const { seq } = await store.head();
  const events = await readEventPages(Math.max(0, seq - limit), (after, count) =>
    store.readEvents(after, count),
  );
  return events.map((event) => ({ log: 'store', event }));
}

async function readVaultEvents(engine: EngineClient): Promise<LoggedEvent[]> {
  const events = await readEventPages(0, async (afterSeq, count) => {
    const page = await engine.call('vault:events', { afterSeq, limit: count });
    return page.events;
  });
  return events.map((event) => ({ log: 'vault', event }));
}
