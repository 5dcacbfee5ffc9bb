/** Keys to work on: an API, a role, and the keys that a spec asks for. */
import type { Page } from '@playwright/test';
import { ask, seedVault } from './seed.ts';

/** Behind the door, in the section of issued keys, with an API called billing and nothing issued. */
export async function enterWithApi(page: Page): Promise<void> {
  await seedVault(page);
  await ask(page, 'api:create', {
    name: 'billing',
    prefix: 'acme',
    environments: ['live', 'test'],
  });
  await ask(page, 'role:create', {
    name: 'auditor',
    permissions: ['invoices.read', 'payments.read'],
  });
  await page.getByRole('button', { name: 'Issued', exact: true }).click();
}

/** Answers the key's id and its token. */
export async function issueKey(
  page: Page,
  wanted: object,
): Promise<{ readonly keyId: string; readonly token: string }> {
  const { key, token } = (await ask(page, 'key:issue', {
    api: 'billing',
    name: 'Nightly export',
    owner: 'team:payments',
    environment: 'test',
    permissions: ['invoices.read'],
    roles: [],
    limits: [{ name: 'rate', limit: 100, periodMs: 60_000 }],
    notBefore: null,
    expires: { kind: 'after', afterMs: 90 * 86_400_000 },
    reason: null,
    ...wanted,
  })) as { key: { id: string }; token: string };
  return { keyId: key.id, token };
}

/** What the verifier says of a token now, without counting it. */
export async function outcomeOf(page: Page, token: string): Promise<unknown> {
  const { outcome } = await ask(page, 'key:check', { token });
  return outcome;
}
