/** Types of the independent reader. */
/// <reference types="node" />

export class Refusal extends Error {}

export interface ReaderEntry {
  readonly id: string;
  readonly version: number;
  readonly overview: object;
  readonly secret: object;
}

export interface ReaderVault {
  readonly vaultId: string;
  readonly epoch: number;
  readonly generation: number;
  readonly entries: readonly ReaderEntry[];
  readonly history: readonly ReaderEntry[];
  readonly trash: readonly ReaderEntry[];
  readonly events: readonly object[];
}

export function openBlob(
  binding: { readonly key: Uint8Array; readonly epoch: number; readonly aad: Uint8Array },
  blob: Uint8Array,
): Buffer | null;
export function normalizePassword(typed: Uint8Array | string): Buffer | null;
export function parseRecoveryCode(code: string): Buffer | null;
export function openKwv1(
  path: string,
  credential: {
    readonly password?: string;
    readonly recoveryCode?: string;
    /** Hexadecimal, tried at `nowMs`; absent: now. */
    readonly keychainItem?: string;
    readonly nowMs?: number;
  },
): Promise<ReaderVault>;
