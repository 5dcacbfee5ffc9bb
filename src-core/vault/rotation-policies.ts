/**
 * How old a secret may become, as the sealed setting `rotation-policies`: of entries and of the APIs of any store (docs/vault-format.md,
 * decision 0160). What is at its defaults is not kept.
 */
import { z } from 'zod';
import {
  type RotationPolicy,
  rotationPolicySchema,
} from '../../src-shared/rotation/rotation-policy.ts';
import type { RandomSource } from '../runtime/random.ts';
import type { MutationContext } from '../store/verification-store.ts';
import { openSetting, sealSetting } from './setting-codec.ts';
import type { PolicyBook, PolicyChange, RotationPolicies } from './vault.ts';
import type { VaultFile } from './vault-file.ts';
import type { SettingRow } from './vault-rows.ts';

const NAME = 'rotation-policies';

const bookSchema = z.strictObject({
  entries: z.record(z.string(), rotationPolicySchema),
  apis: z.record(z.string(), rotationPolicySchema),
});

interface Parts {
  readonly file: VaultFile;
  readonly random: RandomSource;
  /** Called after each commit. */
  readonly onCommit: () => void;
}

export class SealedRotationPolicies implements RotationPolicies {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  read(): PolicyBook {
    return this.#parts.file.read(() => this.#book());
  }

  set(change: PolicyChange, ctx: MutationContext): void {
    const { file, random, onCommit } = this.#parts;
    file.write((tx) => {
      const former = tx.find('settings', [NAME]);
      const data = Buffer.from(JSON.stringify(changedBook(this.#book(), change)), 'utf8');
      if (former !== null) tx.remove('settings', [NAME]);
      const { keys, scope } = file;
      const place = { name: NAME, version: (former?.version ?? 0) + 1 };
      tx.insert('settings', sealSetting({ keys, scope, random }, place, data));
      tx.record(eventOf(change), ctx);
    });
    onCommit();
  }

  #book(): PolicyBook {
    const { file } = this.#parts;
    const row = file.rows.find('settings', [NAME]) as SettingRow | null;
    const data = row === null ? null : openSetting(file, row);
    if (data === null) return { entries: {}, apis: {} };
    return bookSchema.parse(JSON.parse(data.toString('utf8')));
  }
}

function changedBook(book: PolicyBook, { of, id, policy }: PolicyChange): PolicyBook {
  const part = of === 'entry' ? 'entries' : 'apis';
  const { [id]: _former, ...others } = book[part];
  return { ...book, [part]: isDefault(policy) ? others : { ...others, [id]: policy } };
}

function isDefault({ maxAgeMs, leadDays }: RotationPolicy): boolean {
  return maxAgeMs === null && leadDays === null;
}

function eventOf({ of, id, name, policy }: PolicyChange) {
  const { maxAgeMs, leadDays } = policy;
  return {
    kind: `${of}.policy-changed`,
    subject: of === 'entry' ? { entryId: id } : { apiId: id },
    details: { name, maxAgeMs, leadDays: leadDays?.map(String) ?? null },
  };
}
