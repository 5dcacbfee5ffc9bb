import { memo, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { minuteClock } from './minute-clock.ts';
import { absoluteTime, relativeTime } from './time-words.ts';

const AGAIN_EVERY_MS = 30_000;

/** "3 days ago", with the exact time on hover and for assistive technology. Null: the word for never. */
export const RelativeTime = memo(function RelativeTime({
  atMs,
  never,
}: {
  readonly atMs: number | null;
  readonly never?: string;
}) {
  if (atMs === null) return never === undefined ? <Never /> : <span>{never}</span>;
  return <Time atMs={atMs} />;
});

function Never() {
  const { t } = useTranslation();
  return <span>{t('common.never')}</span>;
}

function Time({ atMs }: { readonly atMs: number }) {
  const nowMs = useSyncExternalStore(minuteClock.listen, minuteClock.now, minuteClock.now);
  const exact = absoluteTime(atMs);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={exact} aria-label={exact}>
      {relativeTime(atMs, nowMs)}
    </time>
  );
}

interface TimeTextProps {
  readonly atMs: number | null;
  readonly nowMs: number;
  readonly never: string;
}

/** A RelativeTime for rows of a long list, which knows now and the word for never; the exact time on hover. */
export function TimeText({ atMs, nowMs, never }: TimeTextProps) {
  if (atMs === null) return never;
  return <time title={absoluteTime(atMs)}>{relativeTime(atMs, nowMs)}</time>;
}

/** The exact time, with "3 days ago" on hover: where it is the order that counts. */
export function ExactTime({ atMs }: { readonly atMs: number }) {
  const nowMs = useNow();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={relativeTime(atMs, nowMs)}>
      {absoluteTime(atMs)}
    </time>
  );
}

/** Now, said again every half minute. */
export function useNow(everyMs: number = AGAIN_EVERY_MS): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
