/** What the screenshots show: a small team's keys, in every state that a list can have. The secrets are made up and open nothing. */
import type { Page } from '@playwright/test';
import { ask } from '../seed.ts';

const DAY_MS = 86_400_000;

const KEYS = [
  {
    name: 'Invoice worker',
    owner: 'team:payments',
    env: 'live',
    days: 90,
    may: ['invoices.read', 'invoices.write'],
  },
  { name: 'Mobile app', owner: 'app:ios', env: 'live', days: null, may: ['invoices.read'] },
  { name: 'Nightly export', owner: 'team:data', env: 'live', days: 20, may: ['reports.read'] },
  {
    name: 'Partner: Northwind',
    owner: 'partner:northwind',
    env: 'live',
    days: 6,
    may: ['orders.read'],
  },
  { name: 'CI smoke test', owner: 'team:platform', env: 'test', days: 30, may: ['**'] },
  { name: 'Old importer', owner: 'person:ada', env: 'live', days: null, may: ['orders.write'] },
] as const;

const OTHERS = [
  { name: 'Stripe live', url: 'https://dashboard.stripe.com', tags: ['payments'], days: null },
  { name: 'GitHub deploy', url: 'https://github.com', tags: ['ci'], days: 45 },
  { name: 'Mail delivery', url: 'https://example.com/mail', tags: ['mail'], days: 3 },
] as const;

/** Fills an open vault through the calls that the window makes. */
export async function fillWithDemoData(page: Page): Promise<void> {
  await ask(page, 'api:create', {
    name: 'billing',
    prefix: 'acme',
    environments: ['live', 'test'],
  });
  await ask(page, 'api:create', { name: 'reports', prefix: 'rep', environments: ['live'] });
  await ask(page, 'role:create', {
    name: 'reader',
    permissions: ['invoices.read', 'reports.read'],
  });
  for (const { name, owner, env, days, may } of KEYS) {
    await ask(page, 'key:issue', {
      api: 'billing',
      name,
      owner,
      environment: env,
      permissions: may,
      roles: [],
      limits: [{ name: 'default', limit: 100, periodMs: 60_000 }],
      notBefore: null,
      expires: after(days),
      reason: null,
    });
  }
  const rotation = { graceMs: DAY_MS, isLeaked: false, expires: null, reason: null };
  await ask(page, 'key:rotate', { key: 'Mobile app', ...rotation });
  await ask(page, 'key:revoke', {
    key: 'Old importer',
    versionId: null,
    code: 'owner-left',
    note: null,
  });
  for (const { name, url, tags, days } of OTHERS) {
    const secret = 'a made-up secret that opens nothing';
    const entry = { name, kind: 'api-key', secret, tags, url, notes: null, expires: after(days) };
    await ask(page, 'entry:add', entry);
  }
}

function after(days: number | null): object | null {
  return days === null ? null : { kind: 'after', afterMs: days * DAY_MS };
}
