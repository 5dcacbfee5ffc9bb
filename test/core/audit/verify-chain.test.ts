import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStoreChain } from '../../../src-core/audit/verify-chain.ts';
import { scaled } from '../../scale.ts';
import { newest, StoreBench } from '../store/conformance/store-under-test.ts';
import { freshSqliteStore, type SqliteStoreUnderTest } from '../store/sqlite/sqlite-factory.ts';
import { CTX, fixedStoreKeys, STORE_ID } from '../store/store-fixture.ts';
import { type Checking, type Edit, EditedLog } from './edited-log.ts';
import { cutForgery, type Forgery, fieldForgeries, rowForgeries } from './log-forgeries.ts';

const KEYS = fixedStoreKeys();
const WHY = { code: 'leaked', note: 'seen in a log' } as const;

/** Issues, rotations and revocations until the log has `count` events; 100 ms apart, so that only the count makes a checkpoint due. */
async function fillLog(under: SqliteStoreUnderTest, count: number): Promise<void> {
  const bench = new StoreBench(under);
  await bench.api();
  while ((await under.store.head()).seq < count - 3) {
    under.clock.advance(100);
    const issued = await bench.issue();
    under.clock.advance(100);
    const key = await bench.rotate(issued);
    under.clock.advance(100);
    await under.store.revokeVersion(newest(key).id, WHY, { ...CTX, reason: 'ticket 7' });
  }
  while ((await under.store.head()).seq < count) await bench.issue();
}

describe('the audit log of a store', () => {
  const count = 230;
  let under: SqliteStoreUnderTest;
  let log: EditedLog;
  let full: Checking;
  let signed: number[];

  beforeAll(async () => {
    under = await freshSqliteStore();
    await fillLog(under, count);
    await under.store.close();
    full = { keys: KEYS, checkpointsFile: under.checkpointsFile };
    const lines = readFileSync(under.checkpointsFile, 'utf8').trimEnd().split('\n');
    signed = lines.map((line) => (JSON.parse(line) as { seq: number }).seq);
    log = new EditedLog(under.path);
  });
  afterAll(async () => {
    log.close();
    await under.remove();
  });

  const untouched: Edit = () => undefined;

  it('verifies as it is, every event and every checkpoint', async () => {
    expect(signed).toEqual([100, 200, count]);
    expect(await log.report(untouched, full)).toEqual({
      ok: true,
      events: count,
      checkpoints: 3,
      eventsAfterCheckpoint: 0,
      tornCheckpoints: 0,
      areKeysChecked: true,
      broken: null,
    });
  });

  /** Rows spread over the log: the ends, around the checkpoints, and some between. */
  const rows = (): number[] => {
    const wanted = new Set([1, 100, 101, count, 2, 99, 199, 200, 201, count - 1]);
    for (let seq = 5; wanted.size < scaled(22); seq = (seq * 7 + 3) % (count - 9))
      wanted.add(seq + 1);
    return [...wanted].slice(0, Math.max(4, scaled(22)));
  };
  const forgeries = (): Forgery[] => {
    const facts = { count, signed };
    const inside = rows().filter((seq) => seq > 8 && seq < count - 8);
    const cuts = Array.from({ length: Math.max(20, scaled(60)) }, (_, index) => 1 + index * 3);
    return [
      ...rows().flatMap(fieldForgeries),
      ...inside.flatMap((seq) => rowForgeries(facts, seq)),
      ...cuts.filter((last) => last < count).map(cutForgery),
    ];
  };

  it('shows every edit, at the event it was made at', async () => {
    const all = forgeries();
    expect(all.length).toBeGreaterThan(scaled(500));
    for (const { what, edit, foundAt } of all) {
      const { ok, broken } = await log.report(edit, full);
      expect({ what, ok, seq: broken?.seq }).toEqual({ what, ok: false, seq: foundAt });
    }
  });

  it('is found by macs and checkpoints: without either the same edits slip through', async () => {
    const missed = async (checking: Checking): Promise<string[]> => {
      const found = [];
      for (const { what, edit } of forgeries()) {
        if ((await log.report(edit, checking)).ok) found.push(what);
      }
      return found;
    };
    const withoutKeys = await missed({ keys: null, checkpointsFile: under.checkpointsFile });
    expect(withoutKeys).toContain('actor of event 100');
    const withoutCheckpoints = await missed({ keys: KEYS, checkpointsFile: null });
    expect(withoutCheckpoints).toContain('cut after 1');
    expect(withoutCheckpoints.some((what) => what.startsWith('time of'))).toBe(true);
    expect(withoutCheckpoints.some((what) => what.startsWith('swap'))).toBe(true);
    expect(await missed({ keys: null, checkpointsFile: null })).toHaveLength(
      new Set([...withoutKeys, ...withoutCheckpoints]).size,
    );
  });

  it.each(['seq = seq + 1', 'seq = seq - 1', 'at_us = at_us + 1', 'hash = zeroblob(32)'])(
    'shows a head row with %s',
    async (set) => {
      const report = await log.report((db) => db.exec(`UPDATE head SET ${set}`), full);
      expect(report.broken?.seq).toBe(set === 'seq = seq + 1' ? count + 1 : count);
    },
  );

  it('says when it was checked without the keys', async () => {
    const report = await log.report(untouched, { ...full, keys: null });
    expect(report).toMatchObject({ ok: true, areKeysChecked: false, checkpoints: 3 });
  });

  it('shows a checkpoint that was not signed by this store', async () => {
    const lines = readFileSync(under.checkpointsFile, 'utf8').split('\n');
    const forged = lines.map((line) => line.replace(/"signature":"..../, '"signature":"AAAA'));
    const forgedFile = `${under.checkpointsFile}.forged`;
    writeFileSync(forgedFile, forged.join('\n'));
    const { broken } = await log.report(untouched, { ...full, checkpointsFile: forgedFile });
    expect(broken).toEqual({
      seq: 100,
      why: 'The checkpoint of this event is not signed by this store.',
    });
  });

  it('counts a torn line and a line of another store, and believes neither', async () => {
    const tornFile = `${under.checkpointsFile}.torn`;
    const whole = readFileSync(under.checkpointsFile, 'utf8');
    const foreign = whole.split('\n')[0]?.replace(STORE_ID, `sto_${'0'.repeat(22)}`);
    writeFileSync(tornFile, `${whole}${foreign}\n`);
    appendFileSync(tornFile, whole.slice(0, 60));
    const report = await log.report(untouched, { ...full, checkpointsFile: tornFile });
    expect(report).toMatchObject({ ok: true, checkpoints: 3, tornCheckpoints: 1 });
  });

  it('counts the events after the last checkpoint, which a cut could take', async () => {
    const shortFile = `${under.checkpointsFile}.short`;
    const [first] = readFileSync(under.checkpointsFile, 'utf8').split('\n');
    writeFileSync(shortFile, `${first}\n`);
    const report = await log.report(untouched, { ...full, checkpointsFile: shortFile });
    expect(report).toMatchObject({ ok: true, checkpoints: 1, eventsAfterCheckpoint: count - 100 });
  });
});

describe('checking a log that is being written to', () => {
  it('takes no event appended meanwhile for a forged one', async () => {
    const under = await freshSqliteStore();
    const bench = new StoreBench(under);
    await bench.issue();
    let isAppended = false;
    const store = {
      id: under.store.id,
      head: async () => {
        if (!isAppended) await bench.issue();
        isAppended = true;
        return under.store.head();
      },
      readEvents: under.store.readEvents.bind(under.store),
    };
    const report = await verifyStoreChain({ store, keys: KEYS, checkpointsFile: null });
    expect(report).toMatchObject({ ok: true, events: 5 });
    await under.remove();
  });
});
