/** What the calls of door-calls.ts answer. */
import type { EngineStatus } from '../contract/engine-answers.ts';
import type { DoorCall } from './door-calls.ts';

export interface DoorView {
  /** `damaged`: the header cannot be read; `fault` says why. */
  readonly vault: 'absent' | 'locked' | 'open' | 'damaged';
  readonly path: string;
  readonly fault: {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
  } | null;
  /** When unlocking through the OS keychain ends; null: it was not begun. */
  readonly rememberedUntilMs: number | null;
  /** The password is hashed more weakly than today's; an upgrade is offered after unlocking. */
  readonly isHashingWeak: boolean;
  /** Wrong tries since the last success; the next is answered no sooner than `retryAtMs`. */
  readonly wrongTries: number;
  readonly retryAtMs: number | null;
}

interface Answers {
  'door:look': DoorView;
  'door:judge-password': { readonly fault: string | null };
  'door:create': {
    readonly vaultId: string;
    readonly storeId: string;
    /** Shown once. */
    readonly recoveryCode: string;
    readonly pepperPlace: 'keychain' | 'file';
    /** What the place means for safety, in a sentence. */
    readonly explanation: string;
  };
  'door:unlock': EngineStatus;
  'door:save-recovery-code': { readonly file: string };
}

export type DoorAnswer<Call extends DoorCall> = Answers[Call];
