/**
 * What a verification needs of one version, with head.seq, in one statement: a record read is as of that head and no other, which
 * is what lets a cache keep it (docs/store.md, "Fill race").
 */

/**
 * Always one row; without a version its columns are null. What many keys share is read apart (./catalog-cache.ts). The id stands behind
 * a SELECT so that SQLite keeps its plan: compared with a bare parameter it plans the joins anew at every call (docs/benchmarks.md).
 */
export const READ_VERSION = `
  SELECT h.seq AS head_seq, v.id, v.hash, v.pepper_id, v.state, v.created_at_ms, v.not_before_ms, v.expires_at_ms, v.ends_at_ms,
         k.id AS key_id, k.name AS key_name, k.environment, k.permissions, k.limits, k.api_id, k.owner_id,
         k.disabled_at_ms IS NOT NULL AS is_disabled, k.revoked_at_ms IS NOT NULL AS is_revoked,
         (SELECT group_concat(role_id, ' ') FROM key_roles WHERE key_id = k.id) AS role_ids
    FROM head h
    LEFT JOIN versions v ON v.id = (SELECT ?)
    LEFT JOIN keys k ON k.id = v.key_id
   WHERE h.id = 1`;
