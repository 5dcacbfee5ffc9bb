import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { activeVersion } from '../../src-shared/lifecycle/key-status.ts';
import { graceEndMs } from '../../src-shared/lifecycle/key-transitions.ts';
import { Bitting } from '../design/bitting.tsx';
import { RelativeTime, useNow } from '../design/relative-time.tsx';
import { StatusPill } from '../design/status-pill.tsx';
import { absoluteTime, dayText } from '../design/time-words.ts';
import { GraceChoice, type GraceValue } from './grace-choice.tsx';
import type { ReadGrace } from './grace-length.ts';
import styles from './rotate-dialog.module.css';

interface RoutinePlanProps {
  readonly view: KeyView;
  readonly grace: GraceValue;
  readonly onGrace: (grace: GraceValue) => void;
  readonly read: ReadGrace;
}

const HOUR_MS = 3_600_000;
const CHOICES_MS = [0, HOUR_MS, 24 * HOUR_MS, 168 * HOUR_MS];

/** How long both work, when exactly the old one stops, and who uses it now. */
export function RoutinePlan({ view, grace, onGrace, read }: RoutinePlanProps) {
  const { lengthMs, fault } = read;
  const { t } = useTranslation();
  const nowMs = Math.max(useNow(1_000), view.nowMs);
  const active = activeVersion(view.key);
  const oldExpiresAtMs = active?.expiresAtMs ?? null;
  return (
    <div className={styles['plan']}>
      <GraceChoice
        label={t('rotation.grace')}
        choicesMs={CHOICES_MS}
        value={grace}
        onChange={onGrace}
        fault={fault}
      />
      {lengthMs !== null && (
        <p className={styles['ends']}>
          {lengthMs === 0 ? (
            t('rotation.oldEndsNow')
          ) : (
            <>
              {t('rotation.oldEnds')}{' '}
              <strong>{absoluteTime(graceEndMs(oldExpiresAtMs, nowMs, lengthMs))}</strong>.
            </>
          )}{' '}
          {active === null || oldExpiresAtMs === null
            ? t('rotation.inheritsNoEnd')
            : t('rotation.inheritsEnd', {
                time: dayText(nowMs + oldExpiresAtMs - active.createdAtMs),
              })}
        </p>
      )}
      {active !== null && (
        <ul className={styles['versions']}>
          <li>
            <Bitting id={active.id} />
            <span className="mono">{active.id}</span>
            <StatusPill status="active" />
            <span>
              {t('rotation.lastUse')}:{' '}
              <RelativeTime atMs={view.lastUseOfVersions[active.id] ?? null} />
            </span>
          </li>
        </ul>
      )}
    </div>
  );
}
