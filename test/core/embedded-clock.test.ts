/** One time for everything: what the verification server has seen holds mutations and lists back after a clock was set back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import { issueKey } from '../../src-core/keys/issue-key.ts';
import { rotateKey } from '../../src-core/keys/rotate-key.ts';
import { createLog } from '../../src-core/log/log.ts';
import { inspectStore } from '../../src-core/store/sqlite/inspect-store.ts';
import { latestInstantOrZero } from '../../src-core/usage/tolerant-usage.ts';
import { createUsageWriter } from '../../src-core/usage/usage-writer.ts';
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import { keyStatus } from '../../src-shared/lifecycle/key-status.ts';
import { codeOfAsync } from '../code-of.ts';
import { CTX, ISSUE, makeWorkbench, ROTATE, type Workbench } from '../engine/workbench.ts';

const HOUR_MS = 3_600_000;

let bench: Workbench;

beforeEach(async () => {
  bench = await makeWorkbench();
});

afterEach(() => bench.remove());

/** A verification two hours ahead, after which the clock is as before. */
function verifyTwoHoursAhead(): number {
  const laterMs = bench.clock.nowMs() + 2 * HOUR_MS;
  const usage = createUsageWriter({
    path: bench.places.usageFile,
    log: createLog({ sink: { write: () => true } }),
    latestMs: () => laterMs,
  });
  const keyId = 'key_0000000000000000000000' as KeyId;
  const versionId = '000000000000' as VersionId;
  usage.record({ keyId, versionId, outcome: 'valid', atMs: laterMs });
  usage.close();
  return laterMs;
}

describe('a clock that is set back after the server saw a later time', () => {
  it('brings no retired version back, in no list, and is told of', async () => {
    const { store, storeKeys } = await openEmbeddedStore(bench.deps);
    const desk = { store, storeKeys, random: bench.deps.random };
    const { key } = await issueKey(ISSUE, desk, CTX);
    await rotateKey({ ...ROTATE, graceMs: HOUR_MS }, desk, CTX);
    const status = async () =>
      keyStatus((await store.findKeys(key.id))[0] ?? key, await store.nowMs());
    expect(await status()).toBe('rotating');
    const laterMs = verifyTwoHoursAhead();
    expect(await store.nowMs()).toBe(laterMs);
    expect(await status()).toBe('active');
    expect(await codeOfAsync(() => store.extendRotation(key.id, HOUR_MS, CTX))).toBe(
      'key/no-rotation',
    );
    expect(await codeOfAsync(() => store.rollBackRotation(key.id, CTX))).toBe('key/no-rotation');
    const inspection = inspectStore(
      bench.places.storeFile,
      bench.clock,
      latestInstantOrZero(bench.places.usageFile),
    );
    expect(inspection.isClockSetBack).toBe(true);
    await store.setKeyDisabled(key.id, true, CTX);
    const kinds = (await store.readEvents(0, 100)).map((event) => event.kind);
    expect(kinds).toContain('clock.set-back');
    await store.close();
  });

  it('counts an expiry from the later time', async () => {
    const laterMs = verifyTwoHoursAhead();
    const { store, storeKeys } = await openEmbeddedStore(bench.deps);
    const issued = await issueKey(
      { ...ISSUE, expires: { kind: 'after', afterMs: HOUR_MS } },
      { store, storeKeys, random: bench.deps.random },
      CTX,
    );
    const expiresAtMs = issued.key.versions[0]?.expiresAtMs ?? 0;
    expect(expiresAtMs - (laterMs + HOUR_MS)).toBeLessThanOrEqual(1);
    expect(expiresAtMs).toBeGreaterThanOrEqual(laterMs + HOUR_MS);
    await store.close();
  });
});
