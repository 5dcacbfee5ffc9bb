/** What `doctor` says of the embedded store: its file, the clock against what it has seen, its pepper, its audit chain. */
import { CHECKPOINT_EVERY_EVENTS } from '../../src-core/audit/checkpoint-signer.ts';
import type { StoreChainReport } from '../../src-core/audit/verify-chain.ts';
import type { EmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import { inspectStoreKeys } from '../../src-core/pepper/inspect-store-keys.ts';
import type { Places } from '../../src-core/places/places.ts';
import type { Clock } from '../../src-core/runtime/clock.ts';
import type { SharedStoreConfig } from '../../src-core/shared-store/configured-store.ts';
import type { SharedStoreStatus } from '../../src-core/shared-store/inspect-shared-store.ts';
import { inspectStore, type StoreInspection } from '../../src-core/store/sqlite/inspect-store.ts';
import { readLastUse } from '../../src-core/usage/read-usage.ts';
import { latestInstantOrZero } from '../../src-core/usage/tolerant-usage.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Finding } from '../../src-shared/model/finding.ts';
import { formatDuration } from '../../src-shared/time/duration.ts';

interface StoreParts {
  readonly opened: EmbeddedStore;
  readonly places: Places;
  readonly clock: Clock;
  /** Null: the store is embedded. */
  readonly shared: SharedStoreConfig | null;
  readonly verifyChain: () => Promise<StoreChainReport>;
}

/** The chain is checked only where its key can be read; that it cannot is the pepper's finding. Throws store/damaged. */
export async function inspectStoreParts(parts: StoreParts): Promise<readonly Finding[]> {
  const { opened, places } = parts;
  const keys = await opened.store.listKeys({});
  const rows = await opened.store.listPeppers();
  const pepper = await inspectStoreKeys({ source: opened.storeKeys, rows, places });
  const isMatching = pepper.some(({ id, severity }) => id === 'pepper/match' && severity === 'ok');
  const chain = isMatching ? [chainFinding(await parts.verifyChain())] : [];
  const usage = usageFinding(places.usageFile);
  return [...(await storeFindings(parts, keys.length)), usage, ...pepper, ...chain];
}

async function storeFindings(parts: StoreParts, keys: number): Promise<readonly Finding[]> {
  const { places, clock, shared } = parts;
  if (shared !== null) {
    const { inspectSharedStore } = await import(
      '../../src-core/shared-store/inspect-shared-store.ts'
    );
    return [serverFinding(await inspectSharedStore(shared), keys)];
  }
  const inspection = inspectStore(places.storeFile, clock, latestInstantOrZero(places.usageFile));
  return [fileFinding(inspection, keys), clockFinding(inspection)];
}

function serverFinding(status: SharedStoreStatus, keys: number): Finding {
  const id = 'store/server';
  const facts = `${status.storeId}: ${keys} keys, PostgreSQL ${status.server}.`;
  if (status.isStandby) {
    const fix = 'Name the primary in the store URL.';
    return { id, severity: 'problem', title: 'Store is a standby', detail: facts, fix };
  }
  const detail = status.hasSynchronousStandby
    ? facts
    : `${facts} No synchronous standby: a failover may lose what was acknowledged last.`;
  return { id, severity: 'ok', title: 'Store reachable', detail, fix: null };
}

function fileFinding(inspection: StoreInspection, keys: number): Finding {
  const detail = `${inspection.id}: ${keys} keys, every page sound.`;
  return { id: 'store/file', severity: 'ok', title: 'Store sound', detail, fix: null };
}

function usageFinding(path: string): Finding {
  const id = 'usage/file';
  try {
    readLastUse(path);
    const detail = 'Last use of keys can be read.';
    return { id, severity: 'ok', title: 'Usage readable', detail, fix: null };
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    const detail = `${error.publicMessage}. Keys verify all the same; when they were last used is not shown.`;
    const fix = `Stop the server and move ${path} away; a new one is made.`;
    return { id, severity: 'problem', title: 'Usage file unusable', detail, fix };
  }
}

function clockFinding({ isClockSetBack, clockBehindMs }: StoreInspection): Finding {
  const id = 'store/clock';
  if (!isClockSetBack) {
    const detail = 'The clock is not behind the latest time the store has seen.';
    return { id, severity: 'ok', title: 'Clock in order', detail, fix: null };
  }
  return {
    id,
    severity: 'problem',
    title: 'Clock set back',
    detail: `The clock is ${formatDuration(clockBehindMs)} behind the latest time the store has seen.`,
    fix: 'Set the clock. Until then deadlines are judged by the later time.',
  };
}

function chainFinding(report: StoreChainReport): Finding {
  const { broken, events, checkpoints, eventsAfterCheckpoint } = report;
  const id = 'audit/chain';
  if (broken === null && eventsAfterCheckpoint > CHECKPOINT_EVERY_EVENTS) {
    const detail = `${eventsAfterCheckpoint} events have no signed checkpoint after them, ${checkpoints} checkpoints in all.`;
    const fix = 'Look at store.checkpoints: was it cut or deleted, or can it not be written?';
    return { id, severity: 'warning', title: 'Checkpoints missing', detail, fix };
  }
  if (broken === null) {
    const detail = `${events} events of the store, each as it was recorded.`;
    return { id, severity: 'ok', title: 'Audit log whole', detail, fix: null };
  }
  return {
    id,
    severity: 'problem',
    title: 'Audit log broken',
    detail: `At event ${broken.seq}: ${broken.why}`,
    fix: 'Run `keywright audit verify`, and find out who can write to the store.',
  };
}
