import type { Page } from '@playwright/test';

/** Presses keys that make the program replace the page: it may be gone before their release is sent. */
export async function pressAndLeave(page: Page, keys: string): Promise<void> {
  const closed = page.waitForEvent('close');
  try {
    await page.keyboard.press(keys);
  } catch (error) {
    if (!page.isClosed()) throw error;
  }
  await closed;
}
