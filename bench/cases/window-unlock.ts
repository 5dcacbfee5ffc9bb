/** From unlocking by the recovery code, which hashes no password, to the painted list: many entries against an empty vault. */
import { differenceOf, quantile, runRounds } from '../measure/rounds.ts';
import { openApp } from '../window/open-app.ts';
import { atMost, type BenchContext, type Row } from './bench-case.ts';

export const windowUnlock = {
  name: 'window-unlock',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 1_000 : 10_000;
    const full = await openApp(ctx.cacheDir, size);
    const empty = await openApp(ctx.cacheDir, 0);
    try {
      await full.unlock();
      await empty.unlock();
      const costs = await runRounds(ctx.isQuick ? 3 : 15, {
        full: () => full.unlock(),
        empty: () => empty.unlock(),
      });
      return [
        {
          what: `unlock (KDF excluded) to the painted list, ${size.toLocaleString('en')} entries, more than an empty vault`,
          target: atMost(150, 'ms'),
          measured: differenceOf(costs.full, costs.empty),
          detail: `${quantile(costs.full, 0.5).toFixed(0)} ms against ${quantile(costs.empty, 0.5).toFixed(0)} ms`,
        },
      ];
    } finally {
      await full.close();
      await empty.close();
    }
  },
};
