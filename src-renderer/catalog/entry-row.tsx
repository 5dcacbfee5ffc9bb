import { memo, type ReactNode } from 'react';
import { Bitting } from '../design/bitting.tsx';
import { classNames } from '../design/class-names.ts';
import { Environment } from '../design/environment.tsx';
import { TimeText } from '../design/relative-time.tsx';
import { StatusMark } from '../design/status-pill.tsx';
import { shownStatus } from './due.ts';
import styles from './entry-row.module.css';
import type { RowWords } from './row-words.ts';
import { bittingId, type Row, type SortBy } from './rows.ts';
import { bittingTone } from './tones.ts';

/** What a row is drawn from. It comes from the list, as looking it up in each row is much of the cost of scrolling. */
interface CellsProps {
  readonly row: Row;
  readonly words: RowWords;
  readonly leadDays: readonly number[];
  readonly nowMs: number;
}

interface EntryRowProps extends CellsProps {
  /** Of 0; the head is row 1 to assistive technology. */
  readonly index: number;
  readonly top: number;
  readonly layout: 'table' | 'rows';
  /** Which time a row of two lines shows: that of the order, expiry where it is by name. */
  readonly timeOf: SortBy;
  readonly isCursor: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
}

export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { index, top, layout, timeOf, isCursor, isChosen, onChoose, ...cells } = props;
  const { id } = cells.row;
  return (
    <div
      id={`row-${id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={classNames(
        styles['row'],
        styles[layout],
        isCursor && styles['cursor'],
        isChosen && styles['chosen'],
      )}
      style={{ top }}
      onClick={() => onChoose(id)}
    >
      {layout === 'table' ? tableCells(cells) : shortCells(cells, timeOf)}
    </div>
  );
});

function tableCells({ row: { view }, words, leadDays, nowMs }: CellsProps): ReactNode {
  const { never } = words;
  const status = shownStatus(view, leadDays, nowMs);
  return (
    <>
      {cell('mark', <Bitting id={bittingId(view)} tone={bittingTone(view.status)} />)}
      {cell('name', view.name)}
      {cell('key', view.masked ?? words.noSecret)}
      {cell('environment', view.environment !== null && <Environment name={view.environment} />)}
      {cell('owner', view.owner)}
      {cell(
        'used',
        view.keyId !== null && <TimeText atMs={view.lastUsedAtMs} nowMs={nowMs} never={never} />,
      )}
      {cell('expires', <TimeText atMs={view.expiresAtMs} nowMs={nowMs} never={never} />)}
      {cell('rotated', <TimeText atMs={view.rotatedAtMs} nowMs={nowMs} never={never} />)}
      {cell('status', <StatusMark isQuiet status={status} word={words.status[status]} />)}
    </>
  );
}

function cell(name: string, children: ReactNode): ReactNode {
  return (
    <div role="gridcell" className={styles[name]}>
      {children}
    </div>
  );
}

function shortCells({ row: { view }, words, leadDays, nowMs }: CellsProps, timeOf: SortBy) {
  const status = shownStatus(view, leadDays, nowMs);
  const { atMs, never } = shownTime(view, timeOf, words);
  return (
    <>
      {cell('mark', <Bitting id={bittingId(view)} tone={bittingTone(view.status)} />)}
      <div role="gridcell" className={styles['lines']}>
        <span className={styles['name']}>{view.name}</span>
        <span className={styles['below']}>
          {view.environment !== null && <Environment name={view.environment} />}
          <span className={styles['key']}>{view.masked ?? words.noSecret}</span>
        </span>
      </div>
      <div role="gridcell" className={styles['end']}>
        <StatusMark isQuiet status={status} word={words.status[status]} />
        <span className={styles['time']}>
          <TimeText atMs={atMs} nowMs={nowMs} never={never} />
        </span>
      </div>
    </>
  );
}

function shownTime(view: Row['view'], timeOf: SortBy, words: RowWords) {
  if (timeOf === 'used') return { atMs: view.lastUsedAtMs, never: words.neverSeen };
  if (timeOf === 'rotated') return { atMs: view.rotatedAtMs, never: words.never };
  return { atMs: view.expiresAtMs, never: words.noExpiry };
}
