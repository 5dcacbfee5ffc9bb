/** Keys for the gallery's life lines and sentences. Instants are counted from the moment the page was opened. */
import type { KeyView } from '../../../src-shared/contract/store-answers.ts';
import type { KeyRecord, VersionRecord } from '../../../src-shared/model/store-records.ts';

const NOW_MS = Date.now();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function version(id: string, part: Partial<VersionRecord>): VersionRecord {
  return {
    id: id as VersionRecord['id'],
    state: 'active',
    pepperId: 'pep_gallery' as VersionRecord['pepperId'],
    createdAtMs: NOW_MS - 40 * DAY_MS,
    notBeforeMs: null,
    expiresAtMs: NOW_MS + 50 * DAY_MS,
    endsAtMs: null,
    retiredAtMs: null,
    revokedAtMs: null,
    revocation: null,
    ...part,
  };
}

function key(versions: readonly VersionRecord[], part: Partial<KeyRecord> = {}): KeyRecord {
  const ownerId = 'own_gallery' as KeyRecord['owner']['id'];
  return {
    id: 'key_gallery' as KeyRecord['id'],
    name: 'Nightly export',
    api: { id: 'api_gallery' as KeyRecord['api']['id'], name: 'billing', prefix: 'acme' },
    environment: 'live',
    owner: { id: ownerId, kind: 'team', name: 'payments', createdAtMs: NOW_MS },
    permissions: ['invoices.read', 'payments.create'],
    roles: [],
    limits: [{ name: 'rate', limit: 100, periodMs: 60_000 }],
    createdAtMs: NOW_MS - 90 * DAY_MS,
    disabledAtMs: null,
    revokedAtMs: null,
    revocation: null,
    versions,
    ...part,
  };
}

function view(record: KeyRecord, used: Readonly<Record<string, number>> = {}): KeyView {
  return {
    key: record,
    status: 'active',
    nowMs: NOW_MS,
    lastUsedAtMs: null,
    lastUseOfVersions: used,
    entryId: null,
  };
}

const retired = version('m2Yt9kZw01aB', {
  state: 'retired',
  createdAtMs: NOW_MS - 90 * DAY_MS,
  expiresAtMs: null,
  endsAtMs: NOW_MS - 39 * DAY_MS,
  retiredAtMs: NOW_MS - 39 * DAY_MS,
});
const revoked = version('c7RfQ2nV4sXe', {
  state: 'revoked',
  createdAtMs: NOW_MS - 120 * DAY_MS,
  expiresAtMs: null,
  revokedAtMs: NOW_MS - 80 * DAY_MS,
  revocation: { code: 'leaked', note: null },
});
const old = version('vL8Q0jsLpsJK', { state: 'retiring', endsAtMs: NOW_MS + 18 * HOUR_MS });
const fresh = version('QL6XSfTQbph6', { createdAtMs: NOW_MS - 6 * HOUR_MS });
const coming = version('QL6XSfTQbph6', {
  createdAtMs: NOW_MS,
  notBeforeMs: NOW_MS + 10 * DAY_MS,
  expiresAtMs: null,
});

export const madeKeys = {
  one: view(key([version('vL8Q0jsLpsJK', { expiresAtMs: null })])),
  rotating: view(key([fresh, old]), {
    vL8Q0jsLpsJK: NOW_MS - HOUR_MS,
    QL6XSfTQbph6: NOW_MS - 600_000,
  }),
  longLife: view(key([version('vL8Q0jsLpsJK', {}), retired, revoked]), {
    m2Yt9kZw01aB: NOW_MS - 41 * DAY_MS,
    vL8Q0jsLpsJK: NOW_MS - DAY_MS,
  }),
  toCome: view(key([coming], { limits: [] })),
  bare: view(key([version('vL8Q0jsLpsJK', {})], { permissions: [], limits: [] })),
  much: view(
    key([version('vL8Q0jsLpsJK', {})], {
      permissions: ['invoices.read', 'payments.**', 'reports.read@acme', 'refunds.approve', '**'],
      roles: ['auditor', 'reader'],
      limits: [
        { name: 'rate', limit: 100, periodMs: 60_000 },
        { name: 'day', limit: 10_000, periodMs: DAY_MS },
      ],
    }),
  ),
} as const;
