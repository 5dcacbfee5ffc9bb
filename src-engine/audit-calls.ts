/** Calls about the audit log: the newest events of vault and store in one order, and whether both chains are whole. */
import { existsSync } from 'node:fs';
import { readEventPages } from '../src-core/audit/read-event-pages.ts';
import { verifyStoreChain } from '../src-core/audit/verify-chain.ts';
import { mergeByTime } from '../src-shared/audit/merge-by-time.ts';
import type { Handlers } from './engine.ts';
import { nameSubjects } from './name-subjects.ts';

export const auditCalls: Handlers<'audit:list' | 'audit:verify'> = {
  'audit:list': async ({ limit }, ctx) => {
    const { seq } = await ctx.store.head();
    const ofStore = await readEventPages(Math.max(0, seq - limit), (after, count) =>
      ctx.store.readEvents(after, count),
    );
    const ofVault = await readEventPages(0, (after, count) => ctx.vault.readEvents(after, count));
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
