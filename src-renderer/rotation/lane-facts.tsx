import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../design/relative-time.tsx';
import { absoluteTime } from '../design/time-words.ts';
import styles from './life-line.module.css';
import type { Lane } from './life-line-shape.ts';

/** Beside a bar: its end, exact, and when it was used last. */
export function LaneFacts({ lane }: { readonly lane: Lane }) {
  const { t } = useTranslation();
  return (
    <span className={styles['facts']}>
      <span className={styles['end']}>
        {lane.toMs === null ? t('rotation.noEnd') : absoluteTime(lane.toMs)}
      </span>
      <span className={styles['used']}>
        {lane.usedAtMs === null ? (
          t('rotation.neverUsed')
        ) : (
          <>
            {t('rotation.used')} <RelativeTime atMs={lane.usedAtMs} />
          </>
        )}
      </span>
    </span>
  );
}
