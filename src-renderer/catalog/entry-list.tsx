import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../design/class-names.ts';
import { usePlace } from '../state/place.ts';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState, useOrder } from './catalog-state.ts';
import styles from './entry-list.module.css';
import { EntryRow } from './entry-row.tsx';
import { ListHead } from './list-head.tsx';
import type { Row } from './rows.ts';
import { useListKeys } from './use-list-keys.ts';

/** Of a line of the table, and of a row of two lines beside the detail. */
const HEIGHTS = { table: 36, rows: 44 } as const;

interface EntryListProps {
  readonly section: CatalogSection;
  readonly rows: readonly Row[];
  readonly layout: keyof typeof HEIGHTS;
  readonly chosen: Row | null;
  readonly nowMs: number;
}

/** One stop of the Tab key; arrows move inside. Only the rows in sight are on the page. */
export function EntryList({ section, rows, layout, chosen, nowMs }: EntryListProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const cursorId = useCatalogState((state) => state.cursorId);
  const timeOf = useOrder(section).by;
  const cursor = rows.findIndex(({ id }) => id === cursorId);
  const height = HEIGHTS[layout];
  const virtual = useRows({ scroller, count: rows.length, height, cursor });
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 1);
  const onKeyDown = useListKeys({ rows, cursor, isOpen: chosen !== null, page });
  const shown = virtual.getVirtualItems();
  const isCursorShown = shown.some(({ index }) => index === cursor);
  return (
    // The keys of the whole grid are handled here: the focus stays, the active row moves.
    <div
      id="catalog-list"
      role="grid"
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
          style={{ height: virtual.getTotalSize() }}
        >
          {shown.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <EntryRow
                key={row.id}
                row={row}
                index={index}
                top={start}
                layout={layout}
                timeOf={timeOf}
                isCursor={index === cursor}
                isChosen={row.id === chosen?.id}
                nowMs={nowMs}
                onChoose={choose}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface VirtualRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly count: number;
  readonly height: number;
  readonly cursor: number;
}

/** The rows in sight; the one under the cursor is kept among them when it moves. */
function useRows({ scroller, count, height, cursor }: VirtualRows) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    useFlushSync: false,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  useEffect(() => {
    if (cursor !== -1) virtual.scrollToIndex(cursor, { align: 'auto' });
  }, [virtual, cursor, height]);
  return virtual;
}

function choose(id: string): void {
  useCatalogState.getState().moveTo(id);
  usePlace.getState().choose(id);
}
