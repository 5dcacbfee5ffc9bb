/** The window on a home with many entries, opened and driven as the specs do it; locked and unlocked as a person would. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { backupName } from '../../src-core/vault/backup-rotation.ts';
import type { Bridge } from '../../src-shared/desk/bridge.ts';
import { type Launched, launch, makePlace, removePlace } from '../../test/e2e/launch.ts';
import { copyWindowHome } from '../fixtures/window-home.ts';

declare global {
  interface Window {
    readonly keywright: Bridge;
    /** Milliseconds from the unlock to the frame that shows the list. */
    unlocked: Promise<number>;
  }
}

const VIEWPORT = { width: 1_280, height: 800 };
const READ_WITHIN_MS = 180_000;
/** Nobody types a password in less; meanwhile the page loads what is behind the door. */
const TYPING_MS = 1_000;

export interface OpenApp {
  /** As it is now: locking replaces it. */
  page(): Page;
  /** Locked at first, locked again where it is not. Milliseconds from the press of Enter to the frame that shows the list. */
  unlock(): Promise<number>;
  close(): Promise<void>;
}

export async function openApp(cacheDir: string, sizeEntries: number): Promise<OpenApp> {
  const place = makePlace();
  const home = await copyWindowHome(cacheDir, { sizeEntries, target: place.keywrightHome });
  pretendBackup(place.keywrightHome);
  const launched = await launch({ place });
  let { page } = launched;
  let isOpen = false;
  return {
    page: () => page,
    unlock: async () => {
      if (isOpen) page = await lock(launched, page);
      isOpen = true;
      await page.setViewportSize(VIEWPORT);
      return unlockByCode(page, home.recoveryCode);
    },
    close: async () => {
      await launched.close();
      removePlace(place);
    },
  };
}

/** Today's backup is there already: making it is once a day, and later than what is measured. */
function pretendBackup(home: string): void {
  const folder = join(home, 'backups');
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, backupName(Date.now())), '');
}

async function lock({ app }: Launched, page: Page): Promise<Page> {
  const next = app.waitForEvent('window');
  await page.evaluate(() => void window.keywright.tell('desk:lock', {}));
  const fresh = await next;
  await fresh.waitForURL(({ protocol }) => protocol !== 'about:' && protocol !== 'data:');
  return fresh;
}

async function unlockByCode(page: Page, code: string): Promise<number> {
  // Drawn when the engine has said which vault it is.
  await page.locator('main svg').first().waitFor();
  await page.waitForTimeout(TYPING_MS);
  await page.getByRole('button', { name: /recovery/i }).click();
  await page.getByLabel('Recovery code').fill(code);
  await page.evaluate(timeUnlock);
  await page.keyboard.press('Enter');
  return page.evaluate(() => window.unlocked);
}

/** Runs in the page: from the submit to the frame after the first row, or the words of an empty list. */
function timeUnlock(): void {
  window.unlocked = new Promise((resolve) => {
    const begin = (): void => {
      const start = performance.now();
      const look = (): void => {
        const isThere = document.querySelector('[role=row][aria-selected], main h2') !== null;
        if (isThere) setTimeout(() => resolve(performance.now() - start));
        else requestAnimationFrame(look);
      };
      look();
    };
    document.addEventListener('submit', begin, { capture: true, once: true });
  });
}

/** Resolves when every entry is in the list and the machine had a moment to calm down. */
export async function waitUntilRead(page: Page, sizeEntries: number): Promise<void> {
  const count = page
    .locator('main header')
    .getByText(`${sizeEntries.toLocaleString('en')} keys`, { exact: true });
  await count.waitFor({ timeout: READ_WITHIN_MS });
  await page.waitForTimeout(1_500);
}
