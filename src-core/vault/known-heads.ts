/**
 * What this vault last saw of each store's audit log, as the setting `store-heads`: a checkpoint that whoever can write store and
 * checkpoints file cannot write (docs/audit-log.md, "What the vault saw"). It is sealed and part of the manifest.
 */
import { z } from 'zod';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import type { RandomSource } from '../runtime/random.ts';
import { openSetting, sealSetting } from './setting-codec.ts';
import type { KnownHead, KnownHeads } from './vault.ts';
import type { VaultFile } from './vault-file.ts';
import type { SettingRow } from './vault-rows.ts';

const NAME = 'store-heads';

const headSchema = z.strictObject({
  seq: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  checkpointSeq: z.int().min(1).nullable(),
});
const headsSchema = z.record(z.string(), headSchema);

export class SealedKnownHeads implements KnownHeads {
  readonly #file: VaultFile;
  readonly #random: RandomSource;
  readonly #onCommit: () => void;

  /** `onCommit` is called after each commit. */
  constructor(file: VaultFile, random: RandomSource, onCommit: () => void) {
    this.#file = file;
    this.#random = random;
    this.#onCommit = onCommit;
  }

  read(storeId: StoreId): KnownHead | null {
    return this.#file.read(() => this.#all()[storeId] ?? null);
  }

  note(storeId: StoreId, head: KnownHead): void {
    const file = this.#file;
    file.write((tx) => {
      const former = tx.find('settings', [NAME]);
      const heads = { ...this.#all(), [storeId]: head };
      if (former !== null) tx.remove('settings', [NAME]);
      const { keys, scope } = file;
      const place = { name: NAME, version: (former?.version ?? 0) + 1 };
      const data = Buffer.from(JSON.stringify(heads), 'utf8');
      tx.insert('settings', sealSetting({ keys, scope, random: this.#random }, place, data));
    });
    this.#onCommit();
  }

  #all(): Readonly<Record<string, KnownHead>> {
    const row = this.#file.rows.find('settings', [NAME]) as SettingRow | null;
    const data = row === null ? null : openSetting(this.#file, row);
    return data === null ? {} : headsSchema.parse(JSON.parse(data.toString('utf8')));
  }
}
