import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../design/class-names.ts';
import { usePlace } from '../state/place.ts';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState, useOrder } from './catalog-state.ts';
import { useLeadDays } from './due.ts';
import styles from './entry-list.module.css';
import { EntryRow } from './entry-row.tsx';
import { ListHead } from './list-head.tsx';
import type { RowList } from './row-list.ts';
import { useRowWords } from './row-words.ts';
import type { Row } from './rows.ts';
import { useFixedRows } from './use-fixed-rows.ts';
import { useListKeys } from './use-list-keys.ts';

/** Of a line of the table, and of a row of two lines beside the detail. */
const HEIGHTS = { table: 36, rows: 44 } as const;

interface EntryListProps {
  readonly section: CatalogSection;
  readonly rows: RowList;
  readonly layout: keyof typeof HEIGHTS;
  readonly chosen: Row | null;
  readonly nowMs: number;
  readonly isHidden: boolean;
}

/** One stop of the Tab key; arrows move inside. Only the rows in sight are on the page. */
export function EntryList(props: EntryListProps) {
  const { section, rows, layout, chosen, nowMs, isHidden } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const cursorId = useCatalogState((state) => state.cursorId);
  const timeOf = useOrder(section).by;
  const leadDays = useLeadDays();
  const words = useRowWords();
  const cursor = useMemo(() => (cursorId === null ? -1 : rows.indexOf(cursorId)), [rows, cursorId]);
  const height = HEIGHTS[layout];
  const { first, end, slots, turn } = useFixedRows({
    scroller,
    count: rows.length,
    heightPx: height,
    cursor,
  });
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 1);
  const onKeyDown = useListKeys({ rows, cursor, isOpen: chosen !== null, page });
  const isCursorShown = first <= cursor && cursor < end;
  return (
    // The keys of the whole grid are handled here: the focus stays, the active row moves.
    <div
      id="catalog-list"
      role="grid"
      hidden={isHidden}
      tabIndex={0}
      className={classNames(styles['grid'], styles[layout])}
      aria-label={t('catalog.list')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={isCursorShown ? `row-${cursorId}` : undefined}
      onKeyDown={onKeyDown}
    >
      <ListHead section={section} layout={layout} />
      <div ref={scroller} role="rowgroup" className={styles['scroller']}>
        <div
          role="presentation"
          className={styles['length']}
          style={{ height: rows.length * height }}
        >
          {rows.slice(first, end).map((row, place) => (
            <EntryRow
              // A row of the page serves one of the list after the other, which is far quicker than making new ones.
              key={(turn + place) % slots}
              row={row}
              words={words}
              index={first + place}
              top={(first + place) * height}
              layout={layout}
              timeOf={timeOf}
              isCursor={first + place === cursor}
              isChosen={row.id === chosen?.id}
              leadDays={leadDays}
              nowMs={nowMs}
              onChoose={choose}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function choose(id: string): void {
  useCatalogState.getState().moveTo(id);
  usePlace.getState().choose(id);
}
