/**
 * The rollback mark as one item of the OS keychain, under the vault's id (docs/vault-format.md, "Rollback mark"). Written under the
 * vault's lock file as the later of the mark read and ours, so that two programs never set it back.
 */
import type { VaultId } from '../../src-shared/ids/ids.ts';
import type { Keychain } from '../keychain/keychain.ts';
import { SecretText } from '../secret/secret-bytes.ts';
import type { RollbackMark, VaultMark } from './rollback-mark.ts';
import { acquireVaultLock } from './vault-lock-file.ts';

interface MarkPlace {
  readonly keychain: Keychain;
  /** The lock file lies beside it. */
  readonly vaultPath: string;
  /** How long a keychain that does not answer may hold up opening and closing. */
  readonly timeoutMs: number;
}

const MARK = /^1:(\d{1,15}):([0-9a-f]{64})$/;

export class KeychainRollbackMark implements RollbackMark {
  readonly #place: MarkPlace;

  constructor(place: MarkPlace) {
    this.#place = place;
  }

  async read(vaultId: VaultId): Promise<VaultMark | null> {
    const read = async (): Promise<VaultMark | null> =>
      decodeMark(await this.#place.keychain.get(vaultId));
    return await this.#inTime(read, null);
  }

  async advance(vaultId: VaultId, mark: VaultMark): Promise<boolean> {
    const lock = await acquireVaultLock(this.#place.vaultPath);
    if (lock === null) return false;
    const advance = async (): Promise<boolean> => {
      const kept = decodeMark(await this.#place.keychain.get(vaultId));
      if (kept !== null && kept.generation >= mark.generation) return true;
      await this.#place.keychain.set(vaultId, encodeMark(mark));
      return true;
    };
    try {
      return await this.#inTime(advance, false);
    } finally {
      lock.release();
    }
  }

  /** `fallback` where the keychain fails or does not answer in time. */
  async #inTime<Answer>(ask: () => Promise<Answer>, fallback: Answer): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Answer>((resolve) => {
      timer = setTimeout(() => {
        resolve(fallback);
      }, this.#place.timeoutMs);
    });
    const answer = ask().catch(() => fallback);
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function encodeMark(mark: VaultMark): SecretText {
  return new SecretText(`1:${mark.generation}:${mark.manifestHash.toString('hex')}`);
}

/** Null: none, or not of our form. */
function decodeMark(text: SecretText | null): VaultMark | null {
  const match = text === null ? null : MARK.exec(text.expose());
  if (match === null) return null;
  return { generation: Number(match[1]), manifestHash: Buffer.from(match[2] ?? '', 'hex') };
}
