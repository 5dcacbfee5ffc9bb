import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import styles from './read-progress.module.css';
import type { Catalog } from './use-catalog.ts';
import { goOnReading, stopReading } from './use-entries.ts';

/** What takes less is not worth a word. */
const SHOWN_AFTER_MS = 400;

/** How far a long list has been read, and the way to stop it; what is there can be used meanwhile. */
export function ReadProgress({ reading }: Pick<Catalog, 'reading'>) {
  const { state } = reading;
  const isLong = useLasting(state === 'reading');
  if (state === 'stopped') return <Stopped reading={reading} />;
  return state === 'reading' && isLong ? <Reading reading={reading} /> : null;
}

function Reading({ reading: { which, read, total } }: Pick<Catalog, 'reading'>) {
  const { t } = useTranslation();
  return (
    <div className={styles['progress']}>
      <span id="read-progress">{t('reading.progress', { read, total })}</span>
      <progress aria-labelledby="read-progress" value={read} max={Math.max(total, 1)} />
      <Button look="quiet" onClick={() => stopReading(which)}>
        {t('reading.stop')}
      </Button>
    </div>
  );
}

function Stopped({ reading: { which, read, total } }: Pick<Catalog, 'reading'>) {
  const { t } = useTranslation();
  return (
    <div className={styles['progress']} role="status">
      <span>{t('reading.stopped', { read, total })}</span>
      <Button look="quiet" onClick={() => goOnReading(which)}>
        {t('reading.goOn')}
      </Button>
    </div>
  );
}

/** True once it has been so for a while. */
function useLasting(isSo: boolean): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setLasting(true), SHOWN_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [isSo]);
  return isLasting;
}
