/**
 * The first schema of the store (docs/store.md). The constraints are the last line of defence: whatever the code above does, a row
 * that holds a raw key, an unpeppered version or two active versions of one key cannot be written.
 */
import { hasId, hasSlug, holdsNoRawKey, isJsonList, isLabel } from '../column-checks.ts';

const CATALOG = `
CREATE TABLE meta (
  id            INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  store_id      TEXT    NOT NULL CHECK (${hasId('store_id', 'sto')}),
  created_at_ms INTEGER NOT NULL CHECK (created_at_ms >= 0)
) STRICT;

CREATE TABLE peppers (
  id            TEXT    NOT NULL PRIMARY KEY CHECK (${hasId('id', 'pep')}),
  place         TEXT    NOT NULL CHECK (place IN ('keychain', 'file')),
  check_value   BLOB    NOT NULL CHECK (length(check_value) = 32),
  created_at_ms INTEGER NOT NULL CHECK (created_at_ms >= 0)
) STRICT;

CREATE TABLE apis (
  id            TEXT    NOT NULL PRIMARY KEY CHECK (${hasId('id', 'api')}),
  name          TEXT    NOT NULL CHECK (${hasSlug('name')}),
  prefix        TEXT    NOT NULL CHECK (${isLabel('prefix', 16)}),
  environments  TEXT    NOT NULL CHECK (${isJsonList('environments')}),
  created_at_ms INTEGER NOT NULL CHECK (created_at_ms >= 0)
) STRICT;
CREATE UNIQUE INDEX apis_by_name ON apis (name);
CREATE UNIQUE INDEX apis_by_prefix ON apis (prefix);

CREATE TABLE owners (
  id            TEXT    NOT NULL PRIMARY KEY CHECK (${hasId('id', 'own')}),
  kind          TEXT    NOT NULL CHECK (kind IN ('person', 'team', 'app', 'partner')),
  name          TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
  created_at_ms INTEGER NOT NULL CHECK (created_at_ms >= 0),
  CONSTRAINT owners_name_holds_no_raw_key CHECK (${holdsNoRawKey('name')})
) STRICT;
CREATE UNIQUE INDEX owners_by_label ON owners (kind, name);

CREATE TABLE roles (
  id            TEXT    NOT NULL PRIMARY KEY CHECK (${hasId('id', 'rol')}),
  name          TEXT    NOT NULL CHECK (${hasSlug('name')}),
  permissions   TEXT    NOT NULL CHECK (${isJsonList('permissions')}),
  created_at_ms INTEGER NOT NULL CHECK (created_at_ms >= 0),
  CONSTRAINT roles_permissions_holds_no_raw_key CHECK (${holdsNoRawKey('permissions')})
) STRICT;
CREATE UNIQUE INDEX roles_by_name ON roles (name);
`;

const REVOCATION = `
  revoked_at_ms   INTEGER CHECK (revoked_at_ms >= 0),
  revocation_code TEXT CHECK (revocation_code IN
    ('leaked', 'replaced', 'unused', 'owner-left', 'policy', 'rolled-back', 'other')),
  revocation_note TEXT CHECK (length(revocation_note) BETWEEN 1 AND 500)`;

const KEYS = `
CREATE TABLE keys (
  id             TEXT    NOT NULL PRIMARY KEY CHECK (${hasId('id', 'key')}),
  name           TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  api_id         TEXT    NOT NULL REFERENCES apis (id),
  environment    TEXT    NOT NULL CHECK (${isLabel('environment', 12)}),
  owner_id       TEXT    NOT NULL REFERENCES owners (id),
  permissions    TEXT    NOT NULL CHECK (${isJsonList('permissions')}),
  limits         TEXT    NOT NULL CHECK (${isJsonList('limits')}),
  created_at_ms  INTEGER NOT NULL CHECK (created_at_ms >= 0),
  disabled_at_ms INTEGER CHECK (disabled_at_ms >= 0),${REVOCATION},
  CHECK ((revoked_at_ms IS NULL) = (revocation_code IS NULL)),
  CONSTRAINT keys_name_holds_no_raw_key CHECK (${holdsNoRawKey('name')}),
  CONSTRAINT keys_permissions_holds_no_raw_key CHECK (${holdsNoRawKey('permissions')}),
  CONSTRAINT keys_limits_holds_no_raw_key CHECK (${holdsNoRawKey('limits')}),
  CONSTRAINT keys_note_holds_no_raw_key CHECK (${holdsNoRawKey('revocation_note')})
) STRICT;
CREATE INDEX keys_by_name ON keys (name);
CREATE INDEX keys_by_api ON keys (api_id, environment);
CREATE INDEX keys_by_owner ON keys (owner_id);

CREATE TABLE key_roles (
  key_id  TEXT NOT NULL REFERENCES keys (id),
  role_id TEXT NOT NULL REFERENCES roles (id),
  PRIMARY KEY (key_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_roles_by_role ON key_roles (role_id);

CREATE TABLE versions (
  id            TEXT    NOT NULL PRIMARY KEY
                CHECK (length(id) = 12 AND id NOT GLOB '*[^0-9A-Za-z]*'),
  key_id        TEXT    NOT NULL REFERENCES keys (id),
  number        INTEGER NOT NULL CHECK (number >= 1),
  state         TEXT    NOT NULL
                CHECK (state IN ('pending', 'active', 'retiring', 'retired', 'revoked')),
  pepper_id     TEXT    NOT NULL REFERENCES peppers (id),
  hash          BLOB    NOT NULL CHECK (length(hash) = 32),
  created_at_ms INTEGER NOT NULL CHECK (created_at_ms >= 0),
  not_before_ms INTEGER CHECK (not_before_ms >= 0),
  expires_at_ms INTEGER CHECK (expires_at_ms > created_at_ms),
  ends_at_ms    INTEGER CHECK (ends_at_ms >= 0),
  retired_at_ms INTEGER CHECK (retired_at_ms >= 0),${REVOCATION},
  CHECK (expires_at_ms > not_before_ms),
  CHECK (ends_at_ms <= expires_at_ms),
  CHECK (state <> 'retiring' OR ends_at_ms IS NOT NULL),
  CHECK (state <> 'retired' OR retired_at_ms IS NOT NULL),
  CHECK ((state = 'revoked') = (revoked_at_ms IS NOT NULL)),
  CHECK ((revoked_at_ms IS NULL) = (revocation_code IS NULL)),
  CONSTRAINT versions_note_holds_no_raw_key CHECK (${holdsNoRawKey('revocation_note')})
) STRICT;
CREATE UNIQUE INDEX versions_by_key ON versions (key_id, number);
CREATE INDEX versions_by_pepper ON versions (pepper_id);
CREATE UNIQUE INDEX versions_one_active ON versions (key_id) WHERE state = 'active';
CREATE UNIQUE INDEX versions_one_pending ON versions (key_id) WHERE state = 'pending';
CREATE UNIQUE INDEX versions_one_retiring ON versions (key_id) WHERE state = 'retiring';
`;

const CHAIN = `
CREATE TABLE head (
  id                 INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  seq                INTEGER NOT NULL CHECK (seq >= 0),
  hash               BLOB    NOT NULL CHECK (length(hash) = 32),
  at_us              INTEGER NOT NULL CHECK (at_us BETWEEN 0 AND 9007199254740991),
  reported_behind_us INTEGER CHECK (reported_behind_us > 0)
) STRICT;

CREATE TABLE audit (
  seq        INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
  id         TEXT    NOT NULL CHECK (${hasId('id', 'evt')}),
  at_us      INTEGER NOT NULL CHECK (at_us BETWEEN 0 AND 9007199254740991),
  kind       TEXT    NOT NULL CHECK (kind GLOB '[a-z]*.[a-z]*'),
  actor      TEXT    NOT NULL CHECK (length(actor) BETWEEN 1 AND 256),
  via        TEXT    NOT NULL CHECK (via IN ('cli', 'window', 'server', 'schedule')),
  reason     TEXT    CHECK (length(reason) BETWEEN 1 AND 500),
  api_id     TEXT,
  owner_id   TEXT,
  role_id    TEXT,
  key_id     TEXT,
  version_id TEXT,
  details    TEXT    NOT NULL CHECK (json_valid(details) AND json_type(details) = 'object'),
  mac        BLOB    NOT NULL CHECK (length(mac) = 32),
  hash       BLOB    NOT NULL CHECK (length(hash) = 32),
  CONSTRAINT audit_actor_holds_no_raw_key CHECK (${holdsNoRawKey('actor')}),
  CONSTRAINT audit_reason_holds_no_raw_key CHECK (${holdsNoRawKey('reason')}),
  CONSTRAINT audit_details_holds_no_raw_key CHECK (${holdsNoRawKey('details')})
) STRICT;
CREATE UNIQUE INDEX audit_by_id ON audit (id);
`;

export const createStore = { name: '0001-create-store', sql: CATALOG + KEYS + CHAIN } as const;
