/** The port that a verification reports to. Recording never waits and never throws: it cannot refuse a verification. */
import type { Outcome } from '../../src-shared/contract/outcome.ts';
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';

export interface UsageEvent {
  readonly keyId: KeyId;
  readonly versionId: VersionId;
  readonly outcome: Outcome;
  /** The store's time, epoch milliseconds. */
  readonly atMs: number;
}

export interface UsageRecorder {
  record(event: UsageEvent): void;
}
