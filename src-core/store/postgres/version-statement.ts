/**
 * What a verification needs of one version, with head.seq, in one statement: a record read is as of that head and no other, which
 * is what lets a cache keep it (docs/store.md, "Fill race").
 * [Note: primary] The same statement says whether a standby or a read-only server answered, whose rows may be old: such an answer is
 * refused. It also tells the database's clock, by which deadlines are judged.
 */
import { statement } from '../../postgres/statement.ts';

/** Always one row; without a version its columns are null. */
export const READ_VERSION = statement(
  `SELECT h.seq AS head_seq, h.at_us AS latest_us, keywright.clock_us() AS clock_us,
          pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS is_standby,
          v.id, v.hash, v.pepper_id, v.state, v.created_at_ms, v.not_before_ms, v.expires_at_ms, v.ends_at_ms,
          k.id AS key_id, k.name AS key_name, k.environment, k.permissions, k.limits, k.api_id, k.owner_id,
          (k.disabled_at_ms IS NOT NULL)::int AS is_disabled, (k.revoked_at_ms IS NOT NULL)::int AS is_revoked,
          a.name AS api_name, o.kind AS owner_kind, o.name AS owner_name, p.check_value AS pepper_check,
          (SELECT json_agg(json_build_object('name', r.name, 'permissions', r.permissions) ORDER BY r.name)
             FROM keywright.key_roles kr JOIN keywright.roles r ON r.id = kr.role_id
            WHERE kr.key_id = k.id) AS role_rows
     FROM keywright.head h
     LEFT JOIN keywright.versions v ON v.id = $1
     LEFT JOIN keywright.keys k ON k.id = v.key_id
     LEFT JOIN keywright.apis a ON a.id = k.api_id
     LEFT JOIN keywright.owners o ON o.id = k.owner_id
     LEFT JOIN keywright.peppers p ON p.id = v.pepper_id
    WHERE h.id = 1`,
);
