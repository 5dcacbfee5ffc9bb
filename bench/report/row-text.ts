/** The texts of a row: its target, what was measured with its spread, and the verdict. */
import { judge, type Row } from '../cases/bench-case.ts';

export interface RowText {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly verdict: string;
  readonly detail: string;
}

export function rowText(row: Row): RowText {
  const { bound, value, unit } = row.target;
  const { median, low, high } = row.measured;
  const spread = low === high ? '' : ` (${formatFigure(low)}–${formatFigure(high)})`;
  return {
    what: row.what,
    target: `${bound === 'at-least' ? '≥' : '≤'} ${value}${spaced(unit)}`,
    measured: `${formatFigure(median)}${spaced(unit)}${spread}`,
    verdict: row.notJudged === undefined ? judge(row) : `${judge(row)}: ${row.notJudged}`,
    detail: row.detail,
  };
}

function spaced(unit: string): string {
  return unit === '' ? '' : ` ${unit.trim()}`;
}

/** Three significant digits, or whole from 100 on. */
function formatFigure(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 3));
}
