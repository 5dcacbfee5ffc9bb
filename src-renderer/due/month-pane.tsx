import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../design/button.tsx';
import { usePlace } from '../state/place.ts';
import { monthText, wholeDayText } from './day-words.ts';
import { nearestDueDay, rowsByDay } from './due-days.ts';
import { type DueRow, isPutOff } from './due-groups.ts';
import { MarkLegend } from './due-mark.tsx';
import { DueRowItem } from './due-row.tsx';
import { addMonths, type Day, dayOf } from './local-days.ts';
import styles from './month.module.css';
import { MonthGrid } from './month-grid.tsx';
import { moveAmongRows } from './move-among-rows.ts';
import { useScheduled } from './use-scheduled.ts';

/** More of a day stand in the list. */
const MOST_OF_DAY = 200;

interface MonthPaneProps {
  readonly query: string;
  readonly chosenId: string | null;
  readonly nowMs: number;
  readonly onRotate: (keyId: string) => void;
}

/** When everything is due, a month at a time, with the chosen day's entries beside it. */
export function MonthPane({ query, chosenId, nowMs, onRotate }: MonthPaneProps) {
  const { t } = useTranslation();
  const rows = useScheduled(query, nowMs);
  const byDay = useMemo(() => rowsByDay(rows), [rows]);
  const today = dayOf(nowMs);
  const [day, setDay] = useState(today);
  return (
    <div className={styles['month']}>
      <div className={styles['calendar']}>
        <div className={styles['tools']}>
          <h2 aria-live="polite">{monthText(day)}</h2>
          <MarkLegend />
          <IconButton label={t('due.monthBefore')} onClick={() => setDay(addMonths(day, -1))}>
            <ChevronLeft />
          </IconButton>
          <Button onClick={() => setDay(today)}>{t('due.today')}</Button>
          <IconButton label={t('due.monthAfter')} onClick={() => setDay(addMonths(day, 1))}>
            <ChevronRight />
          </IconButton>
        </div>
        <MonthGrid day={day} today={today} byDay={byDay} nowMs={nowMs} onChoose={setDay} />
      </div>
      <DayPanel
        day={day}
        rows={byDay.get(day) ?? []}
        nearest={nearestDueDay(byDay.keys(), day)}
        chosenId={chosenId}
        nowMs={nowMs}
        onRotate={onRotate}
        onGo={setDay}
      />
    </div>
  );
}

interface DayPanelProps {
  readonly day: Day;
  readonly rows: readonly DueRow[];
  readonly nearest: Day | null;
  readonly chosenId: string | null;
  readonly nowMs: number;
  readonly onRotate: (keyId: string) => void;
  readonly onGo: (day: Day) => void;
}

function DayPanel({ day, rows, nearest, chosenId, nowMs, onRotate, onGo }: DayPanelProps) {
  const { t } = useTranslation();
  const left = rows.length - MOST_OF_DAY;
  return (
    <section className={styles['panel']} aria-label={wholeDayText(day)} onKeyDown={moveAmongRows}>
      <h2 className={styles['panelHead']} aria-live="polite">
        {wholeDayText(day)}
        {rows.length > 0 && <span>{rows.length}</span>}
      </h2>
      {rows.length === 0 && (
        <div className={styles['nothing']}>
          <p>{t('due.nothingOnDay')}</p>
          {nearest !== null && (
            <Button onClick={() => onGo(nearest)}>
              {t(nearest > day ? 'due.nextDay' : 'due.lastDay')}
            </Button>
          )}
        </div>
      )}
      <ul className={styles['rows']} data-in-day>
        {rows.slice(0, MOST_OF_DAY).map((row) => (
          <DueRowItem
            key={row.id}
            row={row}
            isSnoozed={isPutOff(row, nowMs)}
            isChosen={row.id === chosenId}
            nowMs={nowMs}
            onChoose={(id) => usePlace.getState().choose(id)}
            onRotate={onRotate}
          />
        ))}
      </ul>
      {left > 0 && <p className={styles['more']}>{t('due.more', { count: left })}</p>}
    </section>
  );
}
