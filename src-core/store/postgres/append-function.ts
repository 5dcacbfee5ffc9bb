/**
 * The one function that appends to the audit log. It takes the head's row lock, which lasts to the commit, so that numbers have no gaps
 * and the order of commits is their order (docs/shared-store.md, "The log is the feed"). It is the last statement of each mutation.
 */
import { SET_BACK_TOLERANCE_US } from '../stamp-instant.ts';

/** The database's own clock, epoch microseconds. A function, so that tests can put theirs in its place. */
export const CLOCK = `
CREATE FUNCTION keywright.clock_us() RETURNS bigint LANGUAGE sql VOLATILE AS
  $$ SELECT floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint $$;
`;

/** Runs with the rights of the schema's owner, who alone may write to the log; whoever may call it is granted that by name. */
const AS_OWNER = 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp';

/**
 * Events of one change are a microsecond apart, the first one no earlier than the change itself (`p_planned_us`). Where the first is
 * `clock.set-back` it is left out again if another change has reported that jump meanwhile. Returns the new head.
 */
export const APPEND_EVENTS = `
CREATE FUNCTION keywright.append_events(
  p_actor text, p_via text, p_reason text, p_planned_us bigint,
  p_ids text[], p_kinds text[], p_api_ids text[], p_owner_ids text[], p_role_ids text[],
  p_key_ids text[], p_version_ids text[], p_details text[], p_macs bytea[]
) RETURNS TABLE (seq bigint, hash bytea, at_us bigint) LANGUAGE plpgsql VOLATILE ${AS_OWNER} AS $$
DECLARE
  v_tip keywright.head%ROWTYPE;
  v_clock_us bigint;
  v_behind_us bigint;
  v_reported_us bigint;
  v_first integer := 1;
  v_last integer := cardinality(p_ids);
  v_from bigint;
  v_times bigint[];
  v_hashes bytea[];
BEGIN
  SELECT * INTO STRICT v_tip FROM keywright.head h WHERE h.id = 1 FOR UPDATE;
  v_clock_us := keywright.clock_us();
  v_behind_us := v_tip.at_us - v_clock_us;
  IF v_behind_us > ${SET_BACK_TOLERANCE_US} THEN
    v_reported_us := v_behind_us;
  END IF;
  IF p_kinds[1] = 'clock.set-back' AND (v_reported_us IS NULL
      OR v_behind_us <= v_tip.reported_behind_us + ${SET_BACK_TOLERANCE_US}) THEN
    v_first := 2;
  END IF;
  v_from := v_tip.seq;
  v_tip.at_us := greatest(v_clock_us, p_planned_us, v_tip.at_us + 1) - 1;
  FOR i IN v_first .. v_last LOOP
    v_tip.seq := v_tip.seq + 1;
    v_tip.at_us := v_tip.at_us + 1;
    v_tip.hash := sha256('kw.audit.v1'::bytea || v_tip.hash || int8send(v_tip.seq) || int8send(v_tip.at_us) || p_macs[i]);
    v_times[i - v_first + 1] := v_tip.at_us;
    v_hashes[i - v_first + 1] := v_tip.hash;
  END LOOP;
  INSERT INTO keywright.audit
    (seq, id, at_us, kind, actor, via, reason, api_id, owner_id, role_id, key_id, version_id, details, mac, hash)
  SELECT v_from + n, p_ids[v_first + n - 1], v_times[n], p_kinds[v_first + n - 1], p_actor, p_via, p_reason,
         p_api_ids[v_first + n - 1], p_owner_ids[v_first + n - 1], p_role_ids[v_first + n - 1],
         p_key_ids[v_first + n - 1], p_version_ids[v_first + n - 1], p_details[v_first + n - 1],
         p_macs[v_first + n - 1], v_hashes[n]
    FROM generate_series(1, v_last - v_first + 1) AS n;
  UPDATE keywright.head h
     SET seq = v_tip.seq, hash = v_tip.hash, at_us = v_tip.at_us, reported_behind_us = v_reported_us
   WHERE h.id = 1;
  RETURN QUERY SELECT v_tip.seq, v_tip.hash, v_tip.at_us;
END
$$;
`;

/** Waits for whoever may still be writing the event: its lock on the head ends with its transaction. */
export const IS_EVENT_WRITTEN = `
CREATE FUNCTION keywright.is_event_written(p_id text) RETURNS boolean LANGUAGE plpgsql VOLATILE ${AS_OWNER} AS $$
BEGIN
  PERFORM 1 FROM keywright.head h WHERE h.id = 1 FOR UPDATE;
  RETURN EXISTS (SELECT FROM keywright.audit a WHERE a.id = p_id);
END
$$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA keywright FROM PUBLIC;
`;
