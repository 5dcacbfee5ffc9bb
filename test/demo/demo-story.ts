/** Half a year in the life of a small team's keys, as days before now: what the screenshots show. The secrets are made up and open nothing. */
import type { DeskCall, DeskInput } from '../../src-shared/desk/desk-calls.ts';

const DAY_MS = 86_400_000;

type Step = {
  readonly [Call in DeskCall]: {
    readonly daysAgo: number;
    readonly call: Call;
    readonly input: DeskInput<Call>;
  };
}[DeskCall];

function step<Call extends DeskCall>(daysAgo: number, call: Call, input: DeskInput<Call>): Step {
  return { daysAgo, call, input } as Step;
}

type Terms = Partial<DeskInput<'key:issue'>> & { readonly owner: string; readonly days?: number };

function issue(daysAgo: number, name: string, terms: Terms): Step {
  const { days, ...others } = terms;
  return step(daysAgo, 'key:issue', {
    api: 'billing',
    name,
    environment: 'live',
    permissions: [],
    roles: [],
    limits: [{ name: 'default', limit: 100, periodMs: 60_000 }],
    notBefore: null,
    expires: days === undefined ? null : { kind: 'after', afterMs: days * DAY_MS },
    reason: null,
    ...others,
  });
}

interface Service {
  readonly url: string;
  readonly tags: string[];
  readonly secret: string;
  readonly days?: number;
}

function add(daysAgo: number, name: string, { url, tags, secret, days }: Service): Step {
  return step(daysAgo, 'entry:add', {
    name,
    kind: 'api-key',
    secret,
    tags,
    url,
    notes: null,
    expires: days === undefined ? null : { kind: 'after', afterMs: days * DAY_MS },
  });
}

interface Age {
  readonly of: 'api' | 'entry';
  readonly reference: string;
  readonly days: number;
}

function limitAge(daysAgo: number, { of, reference, days }: Age): Step {
  return step(daysAgo, 'policy:set', { of, reference, maxAgeMs: days * DAY_MS, reason: null });
}

function rotate(daysAgo: number, key: string): Step {
  return step(daysAgo, 'key:rotate', {
    key,
    graceMs: DAY_MS,
    isLeaked: false,
    expires: null,
    reason: null,
  });
}

export const BEGIN_DAYS_AGO = 190;

export const STORY: readonly Step[] = [
  step(190, 'api:create', { name: 'billing', prefix: 'acme', environments: ['live', 'test'] }),
  step(190, 'api:create', { name: 'reports', prefix: 'rep', environments: ['live'] }),
  step(189, 'role:create', { name: 'reader', permissions: ['invoices.read', 'reports.read'] }),
  step(189, 'role:create', { name: 'exporter', permissions: ['reports.*', 'orders.read'] }),
  add(189, 'Stripe live', {
    url: 'https://dashboard.stripe.com',
    secret: 'made-up-and-opens-nothing-4f7a',
    tags: ['payments'],
  }),
  limitAge(188, { of: 'entry', reference: 'Stripe live', days: 180 }),
  limitAge(188, { of: 'api', reference: 'reports', days: 180 }),
  issue(188, 'Invoice worker', {
    owner: 'team:payments',
    permissions: ['invoices.read', 'invoices.write'],
    days: 365,
  }),
  issue(180, 'Old importer', { owner: 'person:ada', permissions: ['orders.write'] }),
  issue(170, 'Mobile app', {
    owner: 'app:ios',
    permissions: ['invoices.read'],
    limits: [{ name: 'default', limit: 600, periodMs: 60_000 }],
  }),
  add(160, 'Cloudflare DNS', {
    url: 'https://dash.cloudflare.com',
    secret: 'made-up-and-opens-nothing-9kQ2',
    tags: ['infra'],
    days: 365,
  }),
  issue(150, 'Nightly export', { owner: 'team:data', roles: ['exporter'], days: 170 }),
  add(150, 'GitHub deploy', {
    url: 'https://github.com',
    secret: 'made-up-and-opens-nothing-Zt81',
    tags: ['ci'],
    days: 195,
  }),
  issue(140, 'Support console', { owner: 'team:support', roles: ['reader'] }),
  issue(120, 'Data warehouse', {
    owner: 'team:data',
    api: 'reports',
    roles: ['reader'],
    days: 365,
  }),
  add(110, 'Sentry uploads', {
    url: 'https://sentry.io',
    secret: 'made-up-and-opens-nothing-c03e',
    tags: ['ci'],
  }),
  limitAge(110, { of: 'entry', reference: 'Sentry uploads', days: 120 }),
  issue(96, 'Year-end batch', { owner: 'team:payments', permissions: ['invoices.read'], days: 90 }),
  issue(85, 'Partner: Northwind', {
    owner: 'partner:northwind',
    permissions: ['orders.read'],
    days: 90,
  }),
  rotate(60, 'Invoice worker'),
  issue(45, 'Webhook relay', {
    owner: 'team:platform',
    permissions: ['invoices.read', 'orders.read'],
  }),
  add(40, 'Mail delivery', {
    url: 'https://example.com/mail',
    secret: 'made-up-and-opens-nothing-7YbN',
    tags: ['mail'],
    days: 43,
  }),
  add(38, 'Maps geocoding', {
    url: 'https://example.com/maps',
    secret: 'made-up-and-opens-nothing-u5Wd',
    tags: ['mobile'],
  }),
  issue(26, 'CI smoke test', {
    owner: 'team:platform',
    environment: 'test',
    permissions: ['**'],
    days: 30,
  }),
  step(12, 'key:revoke', {
    key: 'Old importer',
    versionId: null,
    code: 'owner-left',
    note: null,
  }),
  issue(9, 'Partner: Contoso', {
    owner: 'partner:contoso',
    permissions: ['orders.read'],
    notBefore: { kind: 'after', afterMs: 14 * DAY_MS },
    days: 365,
  }),
  step(2, 'entry:reveal', {
    entry: 'Stripe live',
    versionId: null,
    purpose: 'reveal',
    reason: 'new payments host',
  }),
  step(1, 'key:set-disabled', {
    key: 'Support console',
    isDisabled: true,
    reason: 'unusual traffic',
  }),
  rotate(0.33, 'Mobile app'),
];

/** Who called when, as days before now; `old` asks with the version before. */
export const CALLS: readonly { daysAgo: number; key: string; old?: true }[] = [
  { daysAgo: 15, key: 'Old importer' },
  { daysAgo: 6.2, key: 'Year-end batch' },
  { daysAgo: 1.1, key: 'Partner: Northwind' },
  { daysAgo: 1.02, key: 'Support console' },
  { daysAgo: 0.4, key: 'Nightly export' },
  { daysAgo: 0.2, key: 'CI smoke test' },
  { daysAgo: 0.04, key: 'Data warehouse' },
  { daysAgo: 0.009, key: 'Mobile app', old: true },
  { daysAgo: 0.003, key: 'Invoice worker' },
  { daysAgo: 0.0015, key: 'Mobile app' },
  { daysAgo: 0.001, key: 'Webhook relay' },
];
