/** Calls about the audit log: the newest events of vault and store in one order, and whether both chains are whole. */
import { existsSync } from 'node:fs';
import { verifyStoreChain } from '../src-core/audit/verify-chain.ts';
import { mergeByTime } from '../src-shared/audit/merge-by-time.ts';
import type { AuditEvent } from '../src-shared/model/store-records.ts';
import type { Handlers } from './engine.ts';
import { nameSubjects } from './name-subjects.ts';

const PAGE = 1_000;

export const auditCalls: Handlers<'audit:list' | 'audit:verify'> = {
  'audit:list': async ({ limit }, ctx) => {
    const { seq } = await ctx.store.head();
    const ofStore = await readPages(Math.max(0, seq - limit), (after) =>
      ctx.store.readEvents(after, PAGE),
    );
    const ofVault = await readPages(0, async (after) => ctx.vault.readEvents(after, PAGE));
    const merged = mergeByTime(
      ofStore.map((event) => ({ log: 'store', event })),
      ofVault.map((event) => ({ log: 'vault', event })),
    );
    const items = merged.slice(-limit);
    const names = await nameSubjects(
      items.map(({ event }) => event),
      ctx,
    );
    return { items, names };
  },
  'audit:verify': async (_input, ctx) => {
    const store = await verifyStoreChain({
      store: ctx.store,
      keys: await ctx.storeKeys.load(),
      checkpointsFile: existsSync(ctx.checkpointsFile) ? ctx.checkpointsFile : null,
    });
    const { ok, events, checkpoints, broken } = store;
    return { store: { ok, events, checkpoints, broken }, vault: ctx.vault.verifyChain() };
  },
};

async function readPages(
  afterSeq: number,
  readPage: (afterSeq: number) => Promise<readonly AuditEvent[]>,
): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (let after = afterSeq; ; ) {
    const page = await readPage(after);
    events.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return events;
    after = last.seq;
  }
}
