/** The ways in which a power cut treats what was not flushed. */
import type { SeededChoice } from '../../core/vault/seeded-choice.ts';
import type { PowerCut } from './crash-state.ts';

/** Nothing survives but what was flushed. */
export const dropUnsynced: PowerCut = {
  keepsName: () => false,
  keepsSize: () => false,
  keptSectors: () => () => false,
};

/**
 * A random subset survives: of names either the first few, as with a journal, or any; of writes whole ones, single sectors, or the
 * first sectors of one. How many, from none to all, is chosen anew for each cut.
 */
export function randomSubset(choice: SeededChoice): PowerCut {
  const percent = () => choice.of([0, 10, 50, 90, 100]);
  const rates = { names: percent(), sizes: percent(), writes: percent() };
  const happens = (rate: number) => choice.below(100) < rate;
  const hasJournal = happens(50);
  const tearing = choice.of(['whole', 'sectors', 'front'] as const);
  let isJournalCut = false;
  return {
    keepsName: () => {
      const isKept = happens(rates.names) && !(hasJournal && isJournalCut);
      if (!isKept) isJournalCut = true;
      return isKept;
    },
    keepsSize: () => happens(rates.sizes),
    keptSectors: (count) => {
      if (tearing === 'sectors') return () => happens(rates.writes);
      const isKept = happens(rates.writes);
      const kept = tearing === 'front' ? choice.below(count + 1) : count;
      return (sector) => isKept && sector < kept;
    },
  };
}
