import type { VaultEntry } from '../src-core/vault/entry.ts';
import type { EngineInput } from '../src-shared/contract/engine-calls.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import type { CallContext } from './engine.ts';

/**
 * The entry as it was at a former version, as a new version: nothing of the history is lost. The time of its rotation is now where the
 * secret is another one. Throws entry/not-found, usage/invalid-argument for a key of ours, whose secrets are the store's.
 */
export function revertEntry(input: EngineInput<'entry:revert'>, ctx: CallContext): VaultEntry {
  const entry = ctx.vault.get(input.entry);
  const { overview: present } = entry;
  if (present.issued !== null) {
    throw new KeywrightError(
      'usage/invalid-argument',
      `"${present.name}" is a key of ours: which of its secrets works is the store's`,
      { hint: 'Use `keywright rollback KEY` while a rotation is under way.' },
    );
  }
  const former = ctx.vault.history(entry.id).find(({ version }) => version === input.version);
  if (former === undefined) {
    throw new KeywrightError(
      'entry/not-found',
      `"${present.name}" has no version ${input.version} in its history`,
      { hint: 'See `keywright show ENTRY --history`.' },
    );
  }
  const secret = ctx.vault.openForChange(entry.id, input.version);
  const isSameSecret = ctx.vault.openForChange(entry.id).value === secret.value;
  const nowMs = ctx.clock.nowMs();
  const overview = {
    ...former.overview,
    changedAtMs: nowMs,
    rotatedAtMs: isSameSecret ? present.rotatedAtMs : nowMs,
  };
  const change = { expectedVersion: entry.version, overview, secret, event: 'entry.reverted' };
  return ctx.vault.change(entry.id, change, ctx.mutation(input.reason));
}
