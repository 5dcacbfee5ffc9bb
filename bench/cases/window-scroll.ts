/** Turning the wheel over 100,000 rows: how many frames come in time, beside how many do when nothing is done. */
import type { Page } from '@playwright/test';
import { quantile, singleFigure } from '../measure/rounds.ts';
import { openApp, waitUntilRead } from '../window/open-app.ts';
import { atLeast, type BenchContext, type Row } from './bench-case.ts';

const TURN_EVERY_MS = 16;
const TURNS = [120, 300, 1_200, -240, 4_000, -700];

export const windowScroll = {
  name: 'window-scroll',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 1_000 : 100_000;
    const scrollMs = ctx.isQuick ? 2_000 : 20_000;
    const app = await openApp(ctx.cacheDir, size);
    try {
      await app.unlock();
      const page = app.page();
      await waitUntilRead(page, size);
      const still = await framesDuring(page, () => page.waitForTimeout(scrollMs / 2));
      const moving = await framesDuring(page, () => turnWheel(page, scrollMs));
      const budgetMs = quantile(still, 0.5);
      const inTime = (frames: readonly number[]): number =>
        (100 * frames.filter((ms) => ms <= 2 * budgetMs).length) / frames.length;
      return [
        {
          what: `scrolling ${size.toLocaleString('en')} rows, frames within twice the frame budget`,
          target: atLeast(99, '%'),
          measured: singleFigure(inTime(moving), moving.length),
          detail: `${moving.length} frames, p99 ${quantile(moving, 0.99).toFixed(1)} ms, budget ${budgetMs.toFixed(1)} ms; with nothing done ${inTime(still).toFixed(1)} %`,
        },
      ];
    } finally {
      await app.close();
    }
  },
};

async function turnWheel(page: Page, forMs: number): Promise<void> {
  await page.getByRole('grid').hover();
  const endsAtMs = Date.now() + forMs;
  for (let turn = 0; Date.now() < endsAtMs; turn += 1) {
    await page.mouse.wheel(0, TURNS[Math.floor(turn / 60) % TURNS.length] ?? 0);
    await page.waitForTimeout(TURN_EVERY_MS);
  }
}

/** Milliseconds between frames for as long as `work` takes. */
async function framesDuring(page: Page, work: () => Promise<void>): Promise<number[]> {
  const frames = await page.evaluateHandle(() => {
    const times: number[] = [];
    const look = (atMs: number): void => {
      times.push(atMs);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return times;
  });
  await work();
  const times = await frames.jsonValue();
  return times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
}
