import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLeadDays } from '../catalog/due.ts';
import { FIRST_WEEKDAY, monthText, weekdayNames, wholeDayText } from './day-words.ts';
import { markState } from './due-days.ts';
import type { DueRow } from './due-groups.ts';
import markStyles from './due-mark.module.css';
import { DueMark } from './due-mark.tsx';
import { type Day, isSameMonth, weekStart, weeksOfMonth } from './local-days.ts';
import styles from './month.module.css';
import { dayAfterKey } from './move-among-days.ts';
import { type CellRoom, useCellRoom } from './use-cell-room.ts';

interface MonthGridProps {
  readonly day: Day;
  readonly today: Day;
  readonly byDay: ReadonlyMap<Day, readonly DueRow[]>;
  readonly nowMs: number;
  readonly onChoose: (day: Day) => void;
}

/** The month of the chosen day. Arrows move by day and week, Home and End within the week, Page Up and Page Down by month. */
export function MonthGrid({ day, today, byDay, nowMs, onChoose }: MonthGridProps) {
  const weeks = useMemo(() => weeksOfMonth(day, FIRST_WEEKDAY), [day]);
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const room = useCellRoom(body, weeks.length);
  const isMoving = useRef(false);
  useEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }, [day]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = dayAfterKey(event, day, FIRST_WEEKDAY);
    if (next === null) return;
    event.preventDefault();
    isMoving.current = next !== day;
    onChoose(next);
  };
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={monthText(day)}
      className={styles['grid']}
      onKeyDown={onKeyDown}
    >
      <WeekdayHeads day={day} />
      <div ref={body} role="rowgroup" className={styles['weeks']}>
        {weeks.map((week) => (
          <div key={week[0]} role="row" className={styles['week']}>
            {week.map((one) => (
              <DayCell
                key={one}
                day={one}
                rows={byDay.get(one) ?? []}
                isChosen={one === day}
                isToday={one === today}
                isOutside={!isSameMonth(one, day)}
                nowMs={nowMs}
                room={room}
                onChoose={onChoose}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function WeekdayHeads({ day }: { readonly day: Day }) {
  return (
    <div role="rowgroup">
      <div role="row" className={styles['weekdays']}>
        {weekdayNames(weekStart(day, FIRST_WEEKDAY)).map(({ short, long }) => (
          <span key={long} role="columnheader" aria-label={long}>
            {short}
          </span>
        ))}
      </div>
    </div>
  );
}

interface DayCellProps {
  readonly day: Day;
  readonly rows: readonly DueRow[];
  readonly isChosen: boolean;
  readonly isToday: boolean;
  readonly isOutside: boolean;
  readonly nowMs: number;
  readonly room: CellRoom;
  readonly onChoose: (day: Day) => void;
}

function DayCell({ day, rows, isChosen, isToday, isOutside, onChoose, ...look }: DayCellProps) {
  const { t } = useTranslation();
  return (
    <div
      role="gridcell"
      id={isChosen ? 'catalog-list' : undefined}
      className={styles['day']}
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      aria-current={isToday ? 'date' : undefined}
      data-day={day}
      data-outside={isOutside || undefined}
      onClick={() => onChoose(day)}
    >
      <span className="visually-hidden">
        {wholeDayText(day)}
        {rows.length > 0 && `, ${t('due.onDay', { count: rows.length })}: `}
      </span>
      <span aria-hidden="true" className={styles['number']}>
        {Number(day.slice(-2))}
      </span>
      <Marks rows={rows} {...look} />
    </div>
  );
}

/** As many as there is room for, and how many more there are. */
function Marks({ rows, nowMs, room }: Pick<DayCellProps, 'rows' | 'nowMs' | 'room'>) {
  const { t } = useTranslation();
  const leadDays = useLeadDays();
  const isSmall = room.lines === 0;
  const most = isSmall ? room.icons : room.lines;
  const shown = rows.length <= most ? rows : rows.slice(0, most - 1);
  const left = rows.length - shown.length;
  return (
    <span className={markStyles['marks']} data-small={isSmall || undefined}>
      {shown.map((row) => (
        <DueMark key={row.id} row={row} state={markState(row, leadDays, nowMs)} isSmall={isSmall} />
      ))}
      {left > 0 && <span className={markStyles['left']}>{t('due.left', { count: left })}</span>}
    </span>
  );
}
