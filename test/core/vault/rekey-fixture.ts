/** A vault with something in every table, and what it holds, for the tests of rekeying. */
import { encodeRecoveryCode, RECOVERY_BYTES } from '../../../src-core/crypto/recovery-code.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretBytes, type SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import type { Vault } from '../../../src-core/vault/vault.ts';
import type { EntryId } from '../../../src-shared/ids/ids.ts';
import { addEntries, CTX, type MadeVault, makeVault, overview } from './vault-fixture.ts';

export interface FullVault extends MadeVault {
  /** Changed once, so that it has a history. */
  readonly changed: EntryId;
}

/** Live entries, history, trash and a chain of events. */
export async function makeFullVault(deps?: Parameters<typeof makeVault>[0]): Promise<FullVault> {
  const made = await makeVault(deps);
  const [changed, trashed] = addEntries(made.vault, 'changed', 'trashed', 'plain');
  if (changed === undefined || trashed === undefined) throw new Error('entries missing');
  const secret = { value: 'a newer secret', tokens: { abcdefghijkl: 'token' } };
  const change = {
    expectedVersion: 1,
    overview: overview('changed'),
    secret,
    event: 'entry.edited',
  };
  made.vault.change(changed, change, CTX);
  made.vault.trash(trashed, CTX);
  return { ...made, changed };
}

export function newRecoveryCode(): SecretText {
  return encodeRecoveryCode(new SecretBytes(systemRandom.bytes(RECOVERY_BYTES)));
}

/** All that the vault holds by id, opened, secrets of live entries too; no event is written. The order of a list is not promised. */
export function contentOf(vault: Vault): object {
  const live = vault.list();
  const byId = <Value>(values: readonly [EntryId, Value][]) => Object.fromEntries(values);
  return {
    live: byId(live.map((entry) => [entry.id, { entry, secret: vault.openForChange(entry.id) }])),
    trash: byId(vault.listTrash().map((entry) => [entry.id, entry])),
    history: byId(live.map(({ id }) => [id, vault.history(id)])),
  };
}

/** The epoch that the file says it is of. */
export function epochOf(path: string): number {
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  const epoch = db.prepare('SELECT epoch FROM meta').pluck().get();
  db.close();
  return Number(epoch);
}
