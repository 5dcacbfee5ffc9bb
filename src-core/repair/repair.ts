/** Something of a home that can be mended offline without loss: what was found, what would be done, and the doing. */
import type { Finding } from '../../src-shared/model/finding.ts';
import type { Places } from '../places/places.ts';
import type { Clock } from '../runtime/clock.ts';

export interface Repair {
  readonly finding: Finding;
  /** What `apply` does, as a sentence for people: "Takes from others the right to read …". */
  readonly action: string;
  /** Nothing that could be somebody's data is deleted: it is moved aside. Throws file/…, store/… or disk/…; what it says stays undone then. */
  apply(): void;
}

export interface RepairDeps {
  readonly places: Places;
  readonly backupsDir: string;
  readonly clock: Clock;
  /** Whether a server holds this store. */
  isServerRunning(): boolean;
  /** Whether an agent holds this vault. */
  isAgentRunning(): boolean;
  /** Whether a process of this id exists. */
  isProcessRunning(pid: number): boolean;
}

/** What a finding with a repair tells the person to do. */
export const REPAIR_COMMAND = 'Run `keywright doctor --repair`.';
