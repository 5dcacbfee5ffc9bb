/** Opening a vault of 10,000 entries against kdbxweb on a KDBX 4 of the same content; the key derivation is left out on both sides. */
import { join } from 'node:path';
import { makeVaultFixture } from '../fixtures/vault-fixture.ts';
import { quantile, ratioOf, runRounds } from '../measure/rounds.ts';
import { timeOnceMs } from '../measure/time-calls.ts';
import { makeKdbxFile } from '../peers/kdbx-file.ts';
import { atLeast, type BenchContext, type Row } from './bench-case.ts';

const FIRST_PAGE = 200;

export const vaultOpen = {
  name: 'vault-open',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 1_000 : 10_000;
    const vault = await makeVaultFixture(join(ctx.workDir, 'vault', 'vault.db'), size);
    const kdbx = await makeKdbxFile(join(ctx.workDir, 'peer.kdbx'), size);
    const openOurs = (count: number) => () =>
      timeOnceMs(async () => {
        const opened = await vault.open();
        const characters = opened
          .list(count)
          .reduce(
            (sum, { overview }) => sum + overview.name.length + (overview.notes?.length ?? 0),
            0,
          );
        if (characters === 0 || opened.readOnlyCause !== null) throw new Error('not proven');
        await opened.close();
      });
    const costs = await runRounds(ctx.isQuick ? 3 : 11, {
      firstPage: openOurs(FIRST_PAGE),
      all: openOurs(size),
      kdbx: () => timeOnceMs(() => kdbx.openAndRead(size)),
    });
    const what = `vault open, ${size.toLocaleString('en')} entries, KDF excluded`;
    const row = (part: string, target: number, ours: readonly number[]): Row => ({
      what: `${what}, ${part}, ÷ kdbxweb on an equal KDBX 4`,
      target: atLeast(target),
      measured: ratioOf(costs.kdbx, ours),
      detail: `${quantile(ours, 0.5).toFixed(0)} ms against ${quantile(costs.kdbx, 0.5).toFixed(0)} ms`,
    });
    return [
      row(`manifest proven and first ${FIRST_PAGE} overviews readable`, 10, costs.firstPage),
      row('all overviews decrypted', 3, costs.all),
    ];
  },
};
