/**
 * The first schema of the shared store (docs/shared-store.md). The constraints are the last line of defence: whatever the code above
 * does, a row that holds a raw key, an unpeppered version or two active versions of one key cannot be written. Texts are compared byte
 * by byte (COLLATE "C"), whatever the language of the database is, so that lists have the order they have in an embedded store.
 */

import { APPEND_EVENTS, CLOCK, IS_EVENT_WRITTEN } from '../append-function.ts';
import { hasId, hasSlug, holdsNoRawKey, isJsonList, isLabel } from '../column-checks.ts';

const TEXT = 'text COLLATE "C"';

/** In the order of creation, where two rows are of one millisecond. */
const ORDINAL = 'ordinal       bigint  NOT NULL GENERATED ALWAYS AS IDENTITY';

const CATALOG = `
CREATE TABLE keywright.store (
  id            integer NOT NULL PRIMARY KEY CHECK (id = 1),
  store_id      ${TEXT} NOT NULL CHECK (${hasId('store_id', 'sto')}),
  created_at_ms bigint  NOT NULL CHECK (created_at_ms >= 0)
);

CREATE TABLE keywright.peppers (
  id            ${TEXT} NOT NULL PRIMARY KEY CHECK (${hasId('id', 'pep')}),
  place         ${TEXT} NOT NULL CHECK (place IN ('keychain', 'file')),
  check_value   bytea   NOT NULL CHECK (length(check_value) = 32),
  created_at_ms bigint  NOT NULL CHECK (created_at_ms >= 0),
  ${ORDINAL}
);

CREATE TABLE keywright.apis (
  id            ${TEXT} NOT NULL PRIMARY KEY CHECK (${hasId('id', 'api')}),
  name          ${TEXT} NOT NULL CHECK (${hasSlug('name')}),
  prefix        ${TEXT} NOT NULL CHECK (${isLabel('prefix', 16)}),
  environments  ${TEXT} NOT NULL CHECK (${isJsonList('environments')}),
  created_at_ms bigint  NOT NULL CHECK (created_at_ms >= 0),
  ${ORDINAL},
  CONSTRAINT apis_by_name UNIQUE (name),
  CONSTRAINT apis_by_prefix UNIQUE (prefix),
  CONSTRAINT apis_environments_holds_no_raw_key CHECK (${holdsNoRawKey('environments')})
);

CREATE TABLE keywright.owners (
  id            ${TEXT} NOT NULL PRIMARY KEY CHECK (${hasId('id', 'own')}),
  kind          ${TEXT} NOT NULL CHECK (kind IN ('person', 'team', 'app', 'partner')),
  name          ${TEXT} NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
  created_at_ms bigint  NOT NULL CHECK (created_at_ms >= 0),
  ${ORDINAL},
  CONSTRAINT owners_by_label UNIQUE (kind, name),
  CONSTRAINT owners_name_holds_no_raw_key CHECK (${holdsNoRawKey('name')})
);

CREATE TABLE keywright.roles (
  id            ${TEXT} NOT NULL PRIMARY KEY CHECK (${hasId('id', 'rol')}),
  name          ${TEXT} NOT NULL CHECK (${hasSlug('name')}),
  permissions   ${TEXT} NOT NULL CHECK (${isJsonList('permissions')}),
  created_at_ms bigint  NOT NULL CHECK (created_at_ms >= 0),
  ${ORDINAL},
  CONSTRAINT roles_by_name UNIQUE (name),
  CONSTRAINT roles_permissions_holds_no_raw_key CHECK (${holdsNoRawKey('permissions')})
);
`;

const REVOCATION = `
  revoked_at_ms   bigint CHECK (revoked_at_ms >= 0),
  revocation_code ${TEXT} CHECK (revocation_code IN
    ('leaked', 'replaced', 'unused', 'owner-left', 'policy', 'rolled-back', 'other')),
  revocation_note ${TEXT} CHECK (length(revocation_note) BETWEEN 1 AND 500)`;

const KEYS = `
CREATE TABLE keywright.keys (
  id             ${TEXT} NOT NULL PRIMARY KEY CHECK (${hasId('id', 'key')}),
  name           ${TEXT} NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  api_id         ${TEXT} NOT NULL REFERENCES keywright.apis (id),
  environment    ${TEXT} NOT NULL CHECK (${isLabel('environment', 12)}),
  owner_id       ${TEXT} NOT NULL REFERENCES keywright.owners (id),
  permissions    ${TEXT} NOT NULL CHECK (${isJsonList('permissions')}),
  limits         ${TEXT} NOT NULL CHECK (${isJsonList('limits')}),
  created_at_ms  bigint  NOT NULL CHECK (created_at_ms >= 0),
  disabled_at_ms bigint  CHECK (disabled_at_ms >= 0),${REVOCATION},
  ${ORDINAL},
  CHECK ((revoked_at_ms IS NULL) = (revocation_code IS NULL)),
  CONSTRAINT keys_name_holds_no_raw_key CHECK (${holdsNoRawKey('name')}),
  CONSTRAINT keys_permissions_holds_no_raw_key CHECK (${holdsNoRawKey('permissions')}),
  CONSTRAINT keys_limits_holds_no_raw_key CHECK (${holdsNoRawKey('limits')}),
  CONSTRAINT keys_note_holds_no_raw_key CHECK (${holdsNoRawKey('revocation_note')})
);
CREATE INDEX keys_by_name ON keywright.keys (name);
CREATE INDEX keys_by_api ON keywright.keys (api_id, environment);
CREATE INDEX keys_by_owner ON keywright.keys (owner_id);

CREATE TABLE keywright.key_roles (
  key_id  ${TEXT} NOT NULL REFERENCES keywright.keys (id),
  role_id ${TEXT} NOT NULL REFERENCES keywright.roles (id),
  PRIMARY KEY (key_id, role_id)
);
CREATE INDEX key_roles_by_role ON keywright.key_roles (role_id);

CREATE TABLE keywright.versions (
  id            ${TEXT} NOT NULL PRIMARY KEY CHECK (id ~ '^[0-9A-Za-z]{12}$'),
  key_id        ${TEXT} NOT NULL REFERENCES keywright.keys (id),
  number        integer NOT NULL CHECK (number >= 1),
  state         ${TEXT} NOT NULL
                CHECK (state IN ('pending', 'active', 'retiring', 'retired', 'revoked')),
  pepper_id     ${TEXT} NOT NULL CONSTRAINT versions_pepper REFERENCES keywright.peppers (id),
  hash          bytea   NOT NULL CHECK (length(hash) = 32),
  created_at_ms bigint  NOT NULL CHECK (created_at_ms >= 0),
  not_before_ms bigint  CHECK (not_before_ms >= 0),
  expires_at_ms bigint  CHECK (expires_at_ms > created_at_ms),
  ends_at_ms    bigint  CHECK (ends_at_ms >= 0),
  retired_at_ms bigint  CHECK (retired_at_ms >= 0),${REVOCATION},
  CHECK (expires_at_ms > not_before_ms),
  CHECK (ends_at_ms <= expires_at_ms),
  CHECK (state <> 'retiring' OR ends_at_ms IS NOT NULL),
  CHECK (state <> 'retired' OR retired_at_ms IS NOT NULL),
  CHECK ((state = 'revoked') = (revoked_at_ms IS NOT NULL)),
  CHECK ((revoked_at_ms IS NULL) = (revocation_code IS NULL)),
  CONSTRAINT versions_note_holds_no_raw_key CHECK (${holdsNoRawKey('revocation_note')})
);
CREATE UNIQUE INDEX versions_by_key ON keywright.versions (key_id, number);
CREATE INDEX versions_by_pepper ON keywright.versions (pepper_id);
CREATE UNIQUE INDEX versions_one_active ON keywright.versions (key_id) WHERE state = 'active';
CREATE UNIQUE INDEX versions_one_pending ON keywright.versions (key_id) WHERE state = 'pending';
CREATE UNIQUE INDEX versions_one_retiring ON keywright.versions (key_id) WHERE state = 'retiring';
`;

const MAX_US = 9_007_199_254_740_991;

const CHAIN = `
CREATE TABLE keywright.head (
  id                 integer NOT NULL PRIMARY KEY CHECK (id = 1),
  seq                bigint  NOT NULL CHECK (seq >= 0),
  hash               bytea   NOT NULL CHECK (length(hash) = 32),
  at_us              bigint  NOT NULL CHECK (at_us BETWEEN 0 AND ${MAX_US}),
  reported_behind_us bigint  CHECK (reported_behind_us > 0)
) WITH (fillfactor = 50);

CREATE TABLE keywright.audit (
  seq        bigint  NOT NULL PRIMARY KEY CHECK (seq >= 1),
  id         ${TEXT} NOT NULL CHECK (${hasId('id', 'evt')}),
  at_us      bigint  NOT NULL CHECK (at_us BETWEEN 0 AND ${MAX_US}),
  kind       ${TEXT} NOT NULL CHECK (kind ~ '^[a-z][a-z-]*\\.[a-z][a-z-]*$'),
  actor      ${TEXT} NOT NULL CHECK (length(actor) BETWEEN 1 AND 256),
  via        ${TEXT} NOT NULL CHECK (via IN ('cli', 'window', 'server', 'schedule')),
  reason     ${TEXT} CHECK (length(reason) BETWEEN 1 AND 500),
  api_id     ${TEXT} CHECK (${hasId('api_id', 'api')}),
  owner_id   ${TEXT} CHECK (${hasId('owner_id', 'own')}),
  role_id    ${TEXT} CHECK (${hasId('role_id', 'rol')}),
  key_id     ${TEXT} CHECK (${hasId('key_id', 'key')}),
  version_id ${TEXT} CHECK (version_id ~ '^[0-9A-Za-z]{12}$'),
  details    ${TEXT} NOT NULL CHECK (jsonb_typeof(details::jsonb) = 'object'),
  mac        bytea   NOT NULL CHECK (length(mac) = 32),
  hash       bytea   NOT NULL CHECK (length(hash) = 32),
  CONSTRAINT audit_by_id UNIQUE (id),
  CONSTRAINT audit_actor_holds_no_raw_key CHECK (${holdsNoRawKey('actor')}),
  CONSTRAINT audit_reason_holds_no_raw_key CHECK (${holdsNoRawKey('reason')}),
  CONSTRAINT audit_details_holds_no_raw_key CHECK (${holdsNoRawKey('details')})
);
`;

export const createStore = {
  name: '0001-create-store',
  sql: CATALOG + KEYS + CHAIN + CLOCK + APPEND_EVENTS + IS_EVENT_WRITTEN,
} as const;
