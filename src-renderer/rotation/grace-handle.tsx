import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { absoluteTime } from '../design/time-words.ts';
import { durationWords } from '../sentence/duration-words.ts';
import { allowedEndMs, endAfterKey } from './extension-steps.ts';
import styles from './grace-handle.module.css';
import { type Grace, instantAt, type LifeLineShape } from './life-line-shape.ts';

interface GraceHandleProps {
  readonly grace: Grace;
  readonly shape: LifeLineShape;
  readonly draftEndMs: number | null;
  readonly onDraft: (endMs: number | null) => void;
  /** Extends to the draft. */
  readonly onCommit: () => void;
}

/**
 * The end of a retiring bar, to be dragged or moved by arrow keys. It drafts; Enter or a button extends, since a longer grace
 * cannot be taken back.
 */
export function GraceHandle({ grace, shape, draftEndMs, onDraft, onCommit }: GraceHandleProps) {
  const { t } = useTranslation();
  // The axis stays as it was when the drag began, or the end would run away from the pointer.
  const held = useRef<{ readonly shape: LifeLineShape; readonly track: DOMRect } | null>(null);
  const endMs = draftEndMs ?? grace.endsAtMs;
  const laterMs = endMs - grace.endsAtMs;
  const draftTo = (wantedMs: number): void => {
    const allowedMs = allowedEndMs(grace, wantedMs);
    onDraft(allowedMs === grace.endsAtMs ? null : allowedMs);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && laterMs > 0) onDraft(null);
    else if (event.key === 'Enter' && laterMs > 0) onCommit();
    else {
      const wantedMs = endAfterKey(grace, endMs, event.key);
      if (wantedMs === null) return;
      draftTo(wantedMs);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const hold = (event: PointerEvent<HTMLElement>): void => {
    const track = event.currentTarget.parentElement?.getBoundingClientRect();
    if (track === undefined || event.button !== 0) return;
    held.current = { shape, track };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent): void => {
    if (held.current === null) return;
    const { shape: axis, track } = held.current;
    draftTo(instantAt(axis, (event.clientX - track.left) / track.width));
  };
  const release = (): void => {
    held.current = null;
  };
  const time = absoluteTime(endMs);
  const later = durationWords(laterMs, t);
  return (
    <span
      role="slider"
      tabIndex={0}
      className={styles['handle']}
      style={{ left: `${fractionOf(shape, endMs) * 100}%` }}
      aria-label={t('rotation.handle', { id: grace.versionId })}
      aria-valuemin={grace.endsAtMs}
      aria-valuemax={grace.latestEndMs}
      aria-valuenow={endMs}
      aria-valuetext={
        laterMs > 0
          ? t('rotation.handleValue', { time, later })
          : t('rotation.handleValueSame', { time })
      }
      onKeyDown={press}
      onPointerDown={hold}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );
}

function fractionOf(shape: LifeLineShape, atMs: number): number {
  return Math.min(1, Math.max(0, (atMs - shape.fromMs) / (shape.toMs - shape.fromMs)));
}
