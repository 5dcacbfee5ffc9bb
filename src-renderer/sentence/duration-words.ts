import type { TFunction } from 'i18next';
import { formatDuration } from '../../src-shared/time/duration.ts';

/** "2 hours": the shortest exact form of docs/cli.md, in words. */
export function durationWords(valueMs: number, t: TFunction): string {
  const short = formatDuration(valueMs);
  const unit = short.slice(-1) as 's' | 'm' | 'h' | 'd' | 'w' | 'y';
  return t(`sentence.duration.${unit}`, { count: Number(short.slice(0, -1)) });
}
