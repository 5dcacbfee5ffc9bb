/** Typing into the search field over 100,000 entries: the window's own script for each key press, and how long until it is painted. */
import type { CDPSession, Page } from '@playwright/test';
import { quantile, singleFigure } from '../measure/rounds.ts';
import { openApp, waitUntilRead } from '../window/open-app.ts';
import { watchKeys } from '../window/watch-keys.ts';
import { atMost, type BenchContext, type Row } from './bench-case.ts';

const WORDS = ['service 42', 'worker 77', 'example.com', 'tag:team-7', 'ab3', 'acme_live'];

export const windowSearch = {
  name: 'window-search',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 1_000 : 100_000;
    const app = await openApp(ctx.cacheDir, size);
    try {
      await app.unlock();
      await waitUntilRead(app.page(), size);
      const strokes = await type(
        app.page(),
        ctx.isQuick ? WORDS.slice(0, 1) : [...WORDS, ...WORDS],
      );
      const figure = (of: readonly number[]) => ({
        measured: singleFigure(quantile(of, 0.99), of.length),
        detail: `p50 ${quantile(of, 0.5).toFixed(1)} ms, most ${Math.max(...of).toFixed(1)} ms, ${of.length} key presses`,
      });
      const what = `search key press, ${size.toLocaleString('en')} entries`;
      return [
        {
          what: `${what}, p99 of all script of the page until it is painted`,
          target: atMost(8, 'ms'),
          ...figure(strokes.map(({ scriptMs }) => scriptMs)),
        },
        {
          what: `${what}, p99 to the frame with the found rows`,
          target: atMost(50, 'ms'),
          ...figure(strokes.map(({ paintedMs }) => paintedMs)),
        },
      ];
    } finally {
      await app.close();
    }
  },
};

interface Stroke {
  readonly scriptMs: number;
  readonly paintedMs: number;
}

/** Each word letter by letter, and taken back the same way. */
async function type(page: Page, words: readonly string[]): Promise<Stroke[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.getByRole('searchbox').click();
  const watch = await watchKeys(page);
  const strokes: Stroke[] = [];
  for (const word of words) {
    const keys = Array.from(word, (letter) => (letter === ' ' ? 'Space' : letter));
    for (const key of [...keys, ...keys.map(() => 'Backspace')]) {
      const before = await scriptMs(session);
      await page.keyboard.press(key);
      const paintedMs = await watch.painted();
      strokes.push({ paintedMs, scriptMs: (await scriptMs(session)) - before });
    }
  }
  await session.detach();
  return strokes;
}

/** All script that the page has run so far. */
async function scriptMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1_000;
}
