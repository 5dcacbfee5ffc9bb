/** The statement that reads the audit log as the verifier's change feed: one page, and whose answer it is, as of one moment. */
import { statement } from '../../postgres/statement.ts';

/**
 * Head, the hash of the event at the cursor (null where the log does not reach that far), and at most $2 events after it. An event that
 * names a key touches that key's versions only; all others (APIs, roles, owners, the clock) flush everything. [Note: primary]
 */
export const READ_FEED = statement(
  `SELECT h.seq AS "headSeq", h.at_us AS "latestUs", keywright.clock_us() AS "clockUs",
          pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "isStandby",
          (SELECT a.hash FROM keywright.audit a WHERE a.seq = $1) AS "hashAtCursor",
          ARRAY (SELECT a.seq FROM keywright.audit a WHERE a.seq > $1 ORDER BY a.seq LIMIT $2) AS seqs,
          ARRAY (SELECT a.hash FROM keywright.audit a WHERE a.seq > $1 ORDER BY a.seq LIMIT $2) AS hashes,
          ARRAY (SELECT a.key_id FROM keywright.audit a WHERE a.seq > $1 ORDER BY a.seq LIMIT $2) AS "keyIds"
     FROM keywright.head h WHERE h.id = 1`,
);
