/** A vault with some keys in it, made through the window's own bridge: quicker than by hand, and the same calls. */
import type { Page } from '@playwright/test';
import type { Bridge } from '../../src-shared/desk/bridge.ts';

export const PASSWORD = 'four plain words together';

type Ask = Bridge['ask'];

/** Makes a vault and opens it; the window is then past its first run. */
export async function seedVault(page: Page): Promise<void> {
  await page.evaluate(async (password) => {
    const bridge = (globalThis as unknown as { keywright: Bridge }).keywright;
    await bridge.ask('door:create', { password });
  }, PASSWORD);
  await page.reload();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByRole('navigation', { name: 'Sections' }).waitFor();
}

/** Asks the engine as the window would; throws what it answers as an error. */
export async function ask(
  page: Page,
  call: Parameters<Ask>[0],
  input: object,
): Promise<Record<string, unknown>> {
  const reply = await page.evaluate(
    ([name, value]) => {
      const bridge = (globalThis as unknown as { keywright: Bridge }).keywright;
      return bridge.ask(name, value as never);
    },
    [call, input] as const,
  );
  if ('error' in reply) throw new Error(JSON.stringify(reply.error));
  return (reply as { answer: Record<string, unknown> }).answer;
}
