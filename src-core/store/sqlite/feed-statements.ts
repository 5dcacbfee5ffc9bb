/** The statements that read the audit log as the verifier's change feed. */

/** Head and the hash of the event at the cursor, null where the log does not reach that far. */
export const READ_HEAD = `
  SELECT h.seq AS headSeq, h.at_us AS latestUs,
         (SELECT hash FROM audit WHERE seq = @afterSeq) AS hashAtCursor
    FROM head h WHERE h.id = 1`;

/** An event that names a key touches that key's versions only; all others (APIs, roles, owners, the clock) flush everything. */
export const READ_CHANGES =
  'SELECT seq, hash, key_id AS keyId FROM audit WHERE seq > ? ORDER BY seq LIMIT ?';
