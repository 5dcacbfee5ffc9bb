/**
 * `npm run mutation`: counts the branches of each area that its tests take, then changes the sources, one mutant at a time, and counts
 * how many the tests catch; prints the table of docs/testing.md. Exit code 1: an area falls short or could not be measured, or the
 * control did not fall short.
 */
import { coverArea } from './cover-area.ts';
import { measureAreas } from './measure-areas.ts';
import { runStryker } from './run-stryker.ts';

const MIN_SCORE_PERCENT = 90;

process.exitCode = measureAreas({
  command: 'npm run mutation',
  header: ['files', 'branches', 'taken', 'mutants', 'caught', 'excluded', 'score'],
  measure(area, flags) {
    const coverage = coverArea(area);
    const score = coverage === null ? null : runStryker(area, flags);
    if (coverage === null || score === null) return null;
    const { files, all, taken, untaken } = coverage;
    const { valid, caught, excluded, percent, survivors } = score;
    return {
      figures: [files, all, taken, valid, caught, excluded, `${percent.toFixed(1)} %`],
      isReached: untaken.length === 0 && percent >= MIN_SCORE_PERCENT,
      missed: [...untaken.map((at) => `${at}  no test takes this branch`), ...survivors],
    };
  },
});
