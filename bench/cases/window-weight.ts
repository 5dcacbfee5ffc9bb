/** What the page loads before it shows anything: its script with all that it imports at once, and its style sheets. */
import { startCode } from '../../test/e2e/start-code.ts';
import { singleFigure } from '../measure/rounds.ts';
import { atMost, type BenchContext, type Row } from './bench-case.ts';

export const windowWeight = {
  name: 'window-weight',
  async run(_ctx: BenchContext): Promise<readonly Row[]> {
    const files = startCode();
    const bytes = files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
    const kilobytes = (count: number): string => (count / 1_000).toFixed(1);
    return [
      {
        what: 'code of the window loaded at start, gzip',
        target: atMost(250, 'kB'),
        measured: singleFigure(bytes / 1_000, 1),
        detail: files.map(({ kind, gzipBytes }) => `${kind} ${kilobytes(gzipBytes)} kB`).join(', '),
      },
    ];
  },
};
