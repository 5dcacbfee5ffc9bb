import type { AuditEvent } from '../../src-shared/model/store-records.ts';

/** Few enough that a call which comes meanwhile waits little. */
const PAGE = 1_000;

/** Every event with seq > `afterSeq`, in order, read a page at a time. `readPage` gives at most `limit` of them. */
export async function readEventPages(
  afterSeq: number,
  readPage: (
    afterSeq: number,
    limit: number,
  ) => readonly AuditEvent[] | Promise<readonly AuditEvent[]>,
): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (let after = afterSeq; ; ) {
    const page = await readPage(after, PAGE);
    events.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return events;
    after = last.seq;
  }
}
