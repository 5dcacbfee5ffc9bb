/** From the start of the program to the painted unlock screen, against a window with an empty React page; both on the same Electron. */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { launch, makePlace, removePlace } from '../../test/e2e/launch.ts';
import { copyWindowHome } from '../fixtures/window-home.ts';
import { quantile, ratioOf, runRounds } from '../measure/rounds.ts';
import { atMost, type BenchContext, type Row } from './bench-case.ts';

const PAINTED_WITHIN_MS = 20_000;
const EMPTY_APP = join(import.meta.dirname, '../window/empty-app');

export const windowStart = {
  name: 'window-start',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const emptyPage = await buildEmptyPage(ctx.workDir);
    const home = join(ctx.workDir, 'home');
    await copyWindowHome(ctx.cacheDir, { sizeEntries: 0, target: home });
    // A home whose window was open before.
    writeFileSync(join(home, 'place.json'), JSON.stringify({ section: 'all' }));
    const costs = await runRounds(ctx.isQuick ? 3 : 11, {
      ours: () => startMs({ home }),
      empty: () => startMs({ appPath: EMPTY_APP, env: { EMPTY_PAGE: emptyPage } }),
    });
    return [
      {
        what: 'start to the painted unlock screen, its field focused, ÷ an empty React page with a focused field',
        target: atMost(1.5),
        measured: ratioOf(costs.ours, costs.empty),
        detail: `${quantile(costs.ours, 0.5).toFixed(0)} ms against ${quantile(costs.empty, 0.5).toFixed(0)} ms`,
      },
    ];
  },
};

async function buildEmptyPage(workDir: string): Promise<string> {
  const outDir = join(workDir, 'empty-page');
  await build({
    root: EMPTY_APP,
    base: './',
    logLevel: 'silent',
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}

interface Start {
  readonly appPath?: string;
  readonly home?: string;
  readonly env?: Record<string, string>;
}

/** To the first frame with content, by the page's own clock: the driver's look comes later and does not count. */
async function startMs({ appPath, home, env = {} }: Start): Promise<number> {
  const place = makePlace();
  if (home !== undefined) cpSync(home, place.keywrightHome, { recursive: true });
  const startedAtMs = Date.now();
  const launched = await launch({ place, env, ...(appPath === undefined ? {} : { appPath }) });
  try {
    await launched.page.locator('input:focus').waitFor();
    const paint = await launched.page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      undefined,
      { timeout: PAINTED_WITHIN_MS },
    );
    const originMs = await launched.page.evaluate(() => performance.timeOrigin);
    return originMs + ((await paint.jsonValue()) ?? Number.NaN) - startedAtMs;
  } finally {
    await launched.close();
    removePlace(place);
  }
}
