import { AlarmClock, CalendarClock, CircleDot, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bittingId } from '../catalog/rows.ts';
import { bittingTone } from '../catalog/tones.ts';
import { Bitting } from '../design/bitting.tsx';
import { MARK_STATES, type MarkState } from './due-days.ts';
import type { DueRow } from './due-groups.ts';
import styles from './due-mark.module.css';

const ICONS = {
  overdue: TriangleAlert,
  due: CalendarClock,
  later: CircleDot,
  snoozed: AlarmClock,
} as const;

interface DueMarkProps {
  readonly row: DueRow;
  readonly state: MarkState;
  /** There is no room for more than its icon. */
  readonly isSmall: boolean;
}

/** One due entry in its day: its state, its small key and its name. */
export function DueMark({ row: { view }, state, isSmall }: DueMarkProps) {
  const { t } = useTranslation();
  const Icon = ICONS[state];
  const word = t(`due.marks.${state}`);
  return (
    <span className={styles['mark']} data-state={state} title={`${view.name}: ${word}`}>
      <Icon aria-hidden="true" />
      {!isSmall && (
        <span className={styles['bitting']}>
          <Bitting id={bittingId(view)} tone={bittingTone(view.status)} />
        </span>
      )}
      <span className={isSmall ? 'visually-hidden' : styles['markName']}>{view.name}</span>
      <span className="visually-hidden">{word}</span>
    </span>
  );
}

/** What the icons mean. */
export function MarkLegend() {
  const { t } = useTranslation();
  return (
    <ul className={styles['legend']} aria-label={t('due.legend')}>
      {MARK_STATES.map((state) => {
        const Icon = ICONS[state];
        return (
          <li key={state} className={styles['mark']} data-state={state}>
            <Icon aria-hidden="true" />
            {t(`due.marks.${state}`)}
          </li>
        );
      })}
    </ul>
  );
}
