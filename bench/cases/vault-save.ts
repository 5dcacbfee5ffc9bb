/** Saving one change: against kdbxweb, which writes its whole file, and against ourselves with a tenth of the entries. */
import { join } from 'node:path';
import type { EntryId } from '../../src-shared/ids/ids.ts';
import { changeNotes, makeVaultFixture } from '../fixtures/vault-fixture.ts';
import { quantile, ratioOf, runRounds } from '../measure/rounds.ts';
import { timeOnceMs } from '../measure/time-calls.ts';
import { makeKdbxFile } from '../peers/kdbx-file.ts';
import { atLeast, atMost, type BenchContext, type Row } from './bench-case.ts';

const CHANGES = 40;
const FLAT = 1.3;

export const vaultSave = {
  name: 'vault-save',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const [few, many] = ctx.isQuick ? [200, 1_000] : [1_000, 10_000];
    const kdbx = await (await makeKdbxFile(join(ctx.workDir, 'peer.kdbx'), many)).openForSaving();
    const [small, large] = [await openSaving(ctx, few), await openSaving(ctx, many)];
    let change = 0;
    const costs = await runRounds(ctx.isQuick ? 3 : 11, {
      large: large.save,
      small: small.save,
      kdbx: () => timeOnceMs(() => kdbx.saveChange((change += 37), `changed ${change}`)),
    });
    await small.close();
    await large.close();
    const ms = (values: readonly number[]): string => `${quantile(values, 0.5).toFixed(2)} ms`;
    const [fewText, manyText] = [few.toLocaleString('en'), many.toLocaleString('en')];
    return [
      {
        what: `save one change, ${manyText} entries, ÷ kdbxweb`,
        target: atLeast(200),
        measured: ratioOf(costs.kdbx, costs.large),
        detail: `${ms(costs.large)} against ${ms(costs.kdbx)}`,
      },
      {
        what: `save one change, ${manyText} entries ÷ ${fewText} entries (flat: at most ${FLAT})`,
        target: atMost(FLAT),
        measured: ratioOf(costs.large, costs.small),
        detail: `${ms(costs.large)} against ${ms(costs.small)}`,
      },
    ];
  },
};

/** Mean of some changes, each committed and flushed on its own. */
async function openSaving(ctx: BenchContext, size: number) {
  const fixture = await makeVaultFixture(join(ctx.workDir, `vault-${size}`, 'vault.db'), size);
  const vault = await fixture.open();
  const ids = vault.list().map(({ id }) => id);
  let place = 0;
  return {
    save: async () => {
      const totalMs = await timeOnceMs(() => {
        for (let count = 0; count < CHANGES; count += 1) {
          place += 37;
          changeNotes(vault, at(ids, place), `changed ${place}`);
        }
      });
      return totalMs / CHANGES;
    },
    close: () => vault.close(),
  };
}

function at(ids: readonly EntryId[], place: number): EntryId {
  const id = ids[place % ids.length];
  if (id === undefined) throw new Error('the vault has no entry');
  return id;
}
