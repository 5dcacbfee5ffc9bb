/**
 * `npm run coverage`: the branches of each area that its own tests take. Exit code 1: one is not taken, a test failed, or the control
 * took all of its own. `npm run mutation` measures the same and more.
 */
import { coverArea } from './cover-area.ts';
import { measureAreas } from './measure-areas.ts';

process.exitCode = measureAreas({
  command: 'npm run coverage',
  header: ['files', 'branches', 'taken'],
  measure(area) {
    const coverage = coverArea(area);
    if (coverage === null) return null;
    const { files, all, taken, untaken } = coverage;
    return { figures: [files, all, taken], isReached: untaken.length === 0, missed: untaken };
  },
});
