import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { absoluteTime, relativeTime } from './time-words.ts';

const AGAIN_EVERY_MS = 30_000;

/** "3 days ago", with the exact time on hover and for assistive technology. Null: the word for never. */
export function RelativeTime({
  atMs,
  never,
}: {
  readonly atMs: number | null;
  readonly never?: string;
}) {
  const { t } = useTranslation();
  const nowMs = useNow();
  if (atMs === null) return <span>{never ?? t('common.never')}</span>;
  const exact = absoluteTime(atMs);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={exact} aria-label={exact}>
      {relativeTime(atMs, nowMs)}
    </time>
  );
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
