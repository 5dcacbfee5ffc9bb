/** A vault, and what is asked of it through the window's own bridge: quicker than by hand, and the same calls. */
import { dirname } from 'node:path';
import type { Page } from '@playwright/test';
import { systemClock } from '../../src-core/runtime/clock.ts';
import { initialize } from '../../src-engine/initialize.ts';
import type { Bridge } from '../../src-shared/desk/bridge.ts';
import { secret, workbenchDeps } from '../engine/workbench.ts';

export const PASSWORD = 'four plain words together';

type Ask = Bridge['ask'];

/**
 * Makes a vault in the home that the window found empty, and opens it; the window is then past its first run. Its password is hashed
 * with the least that is accepted: hashing is what a spec would wait for most.
 */
export async function seedVault(page: Page): Promise<void> {
  const { path } = await ask(page, 'door:look', {});
  const deps = workbenchDeps(dirname(String(path)), systemClock);
  await initialize({ password: secret(PASSWORD), pepperPlace: 'file' }, deps);
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
