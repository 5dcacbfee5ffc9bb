/** From a key press to the frame that shows the last of what it changed. */
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    keyWatch: { pressedAt: number; changedAt: number; paintedAt: number };
  }
}

/** A key press counts as answered when nothing has changed for this long. */
const QUIET_MS = 120;

export interface KeyWatch {
  /** Of the last key press, in milliseconds. */
  painted(): Promise<number>;
}

export async function watchKeys(page: Page): Promise<KeyWatch> {
  await page.evaluate(install);
  return {
    painted: async () => {
      await page.waitForTimeout(QUIET_MS);
      for (;;) {
        const { quietMs, paintedMs } = await page.evaluate(() => {
          const { pressedAt, changedAt, paintedAt } = window.keyWatch;
          return { quietMs: performance.now() - changedAt, paintedMs: paintedAt - pressedAt };
        });
        if (quietMs >= QUIET_MS) return paintedMs;
        await page.waitForTimeout(QUIET_MS - quietMs);
      }
    },
  };
}

/** Runs in the page. */
function install(): void {
  const watch = { pressedAt: 0, changedAt: 0, paintedAt: 0 };
  window.keyWatch = watch;
  const channel = new MessageChannel();
  channel.port1.addEventListener('message', () => {
    watch.paintedAt = performance.now();
  });
  channel.port1.start();
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      watch.pressedAt = timeStamp;
    },
    { capture: true },
  );
  const content = document.querySelector('main');
  if (content === null) throw new Error('there is no list');
  new MutationObserver(() => {
    watch.changedAt = performance.now();
    // A message sent within a frame is heard after it.
    requestAnimationFrame(() => channel.port2.postMessage(null));
  }).observe(content, { subtree: true, childList: true, characterData: true, attributes: true });
}
