import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Bitting } from '../design/bitting.tsx';
import { classNames } from '../design/class-names.ts';
import { Environment } from '../design/environment.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { StatusPill } from '../design/status-pill.tsx';
import { shownStatus, useLeadDays } from './due.ts';
import styles from './entry-row.module.css';
import { bittingId, type Row, type SortBy } from './rows.ts';
import { bittingTone } from './tones.ts';

interface EntryRowProps {
  readonly row: Row;
  /** Of 0; the head is row 1 to assistive technology. */
  readonly index: number;
  readonly top: number;
  readonly layout: 'table' | 'rows';
  /** Which time a row of two lines shows: that of the order, expiry where it is by name. */
  readonly timeOf: SortBy;
  readonly isCursor: boolean;
  readonly isChosen: boolean;
  readonly nowMs: number;
  readonly onChoose: (id: string) => void;
}

export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { row, index, top, layout, timeOf, isCursor, isChosen, nowMs, onChoose } = props;
  return (
    <div
      id={`row-${row.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={classNames(
        styles['row'],
        styles[layout],
        isCursor && styles['cursor'],
        isChosen && styles['chosen'],
      )}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onChoose(row.id)}
    >
      {layout === 'table' ? (
        <TableCells row={row} nowMs={nowMs} />
      ) : (
        <ShortCells row={row} nowMs={nowMs} timeOf={timeOf} />
      )}
    </div>
  );
});

interface CellsProps {
  readonly row: Row;
  readonly nowMs: number;
}

function TableCells({ row: { view }, nowMs }: CellsProps) {
  const { t } = useTranslation();
  const leadDays = useLeadDays();
  return (
    <>
      <Cell name="mark">
        <Bitting id={bittingId(view)} tone={bittingTone(view.status)} />
      </Cell>
      <Cell name="name">{view.name}</Cell>
      <Cell name="key">{view.masked ?? t('catalog.noSecret')}</Cell>
      <Cell name="environment">
        {view.environment !== null && <Environment name={view.environment} />}
      </Cell>
      <Cell name="owner">{view.owner}</Cell>
      <Cell name="used">{view.keyId !== null && <RelativeTime atMs={view.lastUsedAtMs} />}</Cell>
      <Cell name="expires">
        <RelativeTime atMs={view.expiresAtMs} />
      </Cell>
      <Cell name="rotated">
        <RelativeTime atMs={view.rotatedAtMs} />
      </Cell>
      <Cell name="status">
        <StatusPill isQuiet status={shownStatus(view, leadDays, nowMs)} />
      </Cell>
    </>
  );
}

function Cell({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div role="gridcell" className={styles[name]}>
      {children}
    </div>
  );
}

function ShortCells({ row: { view }, nowMs, timeOf }: CellsProps & { readonly timeOf: SortBy }) {
  const { t } = useTranslation();
  const leadDays = useLeadDays();
  return (
    <>
      <Cell name="mark">
        <Bitting id={bittingId(view)} tone={bittingTone(view.status)} />
      </Cell>
      <div role="gridcell" className={styles['lines']}>
        <span className={styles['name']}>{view.name}</span>
        <span className={styles['below']}>
          {view.environment !== null && <Environment name={view.environment} />}
          <span className={styles['key']}>{view.masked ?? t('catalog.noSecret')}</span>
        </span>
      </div>
      <div role="gridcell" className={styles['end']}>
        <StatusPill isQuiet status={shownStatus(view, leadDays, nowMs)} />
        <Time view={view} of={timeOf} />
      </div>
    </>
  );
}

function Time({ view, of }: { readonly view: Row['view']; readonly of: SortBy }) {
  const { t } = useTranslation();
  return (
    <span className={styles['time']}>
      {of === 'used' ? (
        <RelativeTime atMs={view.lastUsedAtMs} never={t('catalog.neverSeen')} />
      ) : of === 'rotated' ? (
        <RelativeTime atMs={view.rotatedAtMs} />
      ) : (
        <RelativeTime atMs={view.expiresAtMs} never={t('catalog.noExpiry')} />
      )}
    </span>
  );
}
