import { AlarmClock, AlarmClockOff, KeyRound, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCatalogState } from '../catalog/catalog-state.ts';
import { shownStatus, stateOf, useLeadDays } from '../catalog/due.ts';
import { bittingId } from '../catalog/rows.ts';
import { bittingTone } from '../catalog/tones.ts';
import { Bitting } from '../design/bitting.tsx';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { Environment } from '../design/environment.tsx';
import { StatusPill } from '../design/status-pill.tsx';
import { absoluteTime, dayText, relativeTime } from '../design/time-words.ts';
import { snooze, wake } from './due-actions.ts';
import type { DueRow } from './due-groups.ts';
import styles from './due-section.module.css';

interface DueRowItemProps {
  readonly row: DueRow;
  readonly isSnoozed: boolean;
  readonly isChosen: boolean;
  readonly nowMs: number;
  readonly onChoose: (id: string) => void;
  readonly onRotate: (keyId: string) => void;
}

export function DueRowItem(props: DueRowItemProps) {
  const { row, isSnoozed, isChosen, nowMs, onChoose } = props;
  const { view } = row;
  const leadDays = useLeadDays();
  return (
    <li className={classNames(styles['row'], isChosen && styles['chosen'])}>
      <Bitting id={bittingId(view)} tone={bittingTone(view.status)} />
      <button type="button" data-row className={styles['what']} onClick={() => onChoose(row.id)}>
        <span className={styles['name']}>{view.name}</span>
        <span className={styles['why']} title={absoluteTime(row.dueAtMs)}>
          <Why row={row} isSnoozed={isSnoozed} nowMs={nowMs} />
        </span>
      </button>
      <span className={styles['environment']}>
        {view.environment !== null && <Environment name={view.environment} />}
      </span>
      <span className={styles['owner']}>{view.owner}</span>
      <span className={styles['state']}>
        <StatusPill isQuiet status={shownStatus(view, leadDays, nowMs)} />
      </span>
      <Actions {...props} />
    </li>
  );
}

function Why({ row, isSnoozed, nowMs }: Pick<DueRowItemProps, 'row' | 'isSnoozed' | 'nowMs'>) {
  const { t } = useTranslation();
  const { view, dueAtMs, snoozedUntilMs } = row;
  if (isSnoozed && snoozedUntilMs !== null) return t('due.until', { day: dayText(snoozedUntilMs) });
  const time = relativeTime(dueAtMs, nowMs);
  const isOver = dueAtMs <= nowMs;
  if (view.due?.because === 'age') return t(isOver ? 'due.aged' : 'due.ages', { time });
  return t(isOver ? 'due.expired' : 'due.expires', { time });
}

/** A key of ours that has expired can no longer be rotated: what is left is in its detail. */
function Actions({ row, isSnoozed, nowMs, onRotate }: DueRowItemProps) {
  const { t } = useTranslation();
  const isInTime = stateOf(row.view, useLeadDays(), nowMs) === 'later';
  const { view } = row;
  const { name, keyId } = view;
  const isRotatable = view.status === 'active' || view.status === 'ok' || keyId === null;
  return (
    <span className={styles['buttons']}>
      {isSnoozed && (
        <Button
          look="quiet"
          icon={<AlarmClockOff />}
          aria-label={t('due.wakeLabel', { name })}
          onClick={() => void wake(row)}
        >
          <span className={styles['wide']}>{t('due.wake')}</span>
        </Button>
      )}
      {!isSnoozed && !isInTime && (
        <Button
          look="quiet"
          icon={<AlarmClock />}
          title={t('due.snoozeLabel', { name })}
          aria-label={t('due.snoozeLabel', { name })}
          onClick={() => void snooze(row)}
        >
          <span className={styles['wide']}>{t('due.snooze')}</span>
        </Button>
      )}
      {isRotatable && (
        <Button
          className={styles['rotate']}
          icon={keyId === null ? <KeyRound /> : <RefreshCw />}
          aria-label={t(keyId === null ? 'due.newSecretLabel' : 'due.rotateLabel', { name })}
          onClick={() =>
            keyId === null
              ? useCatalogState.getState().open({ kind: 'edit', view, isForSecret: true })
              : onRotate(keyId)
          }
        >
          <span className={styles['wide']}>
            {t(keyId === null ? 'due.newSecret' : 'due.rotate')}
          </span>
        </Button>
      )}
    </span>
  );
}
