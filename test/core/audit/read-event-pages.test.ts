import { describe, expect, it } from 'vitest';
import { readEventPages } from '../../../src-core/audit/read-event-pages.ts';
import type { AuditEvent } from '../../../src-shared/model/store-records.ts';

/** A log of so many events, and how often it was read. */
function logOf(count: number) {
  const reads: number[] = [];
  const events = Array.from({ length: count }, (_, at) => ({ seq: at + 1 }) as AuditEvent);
  const read = (after: number, limit: number) => {
    reads.push(after);
    return events.slice(after, after + limit);
  };
  return { reads, read };
}

describe('readEventPages', () => {
  it.each([
    [0, [0]],
    [1, [0]],
    [1_000, [0, 1_000]],
    [2_500, [0, 1_000, 2_000]],
  ])('reads every one of %i events once', async (count, expected) => {
    const log = logOf(count);
    const seqs = (await readEventPages(0, log.read)).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    expect(log.reads).toEqual(expected);
  });

  it('begins after the event it is given', async () => {
    const events = await readEventPages(2_498, logOf(2_500).read);
    expect(events.map(({ seq }) => seq)).toEqual([2_499, 2_500]);
  });
});
