import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { Bitting } from '../design/bitting.tsx';
import { ChoiceList } from '../design/choice-list.tsx';
import { classNames } from '../design/class-names.ts';
import { useNow } from '../design/relative-time.tsx';
import { absoluteTime } from '../design/time-words.ts';
import { ExtensionDraft } from './extension-draft.tsx';
import { GraceHandle } from './grace-handle.tsx';
import { LaneFacts } from './lane-facts.tsx';
import styles from './life-line.module.css';
import {
  type Grace,
  graceOf,
  type Lane,
  type LifeLineShape,
  lifeLineShape,
} from './life-line-shape.ts';
import { tickText } from './tick-text.ts';

interface LifeLineProps {
  readonly view: KeyView;
  /** Given: the end of a retiring bar can be moved; it takes the new end and never rejects. */
  readonly onExtend?: (endsAtMs: number) => Promise<void>;
}

/** A key's versions on one axis: what works now, until when, what overlaps, and who was seen last. */
export function LifeLine({ view, onExtend }: LifeLineProps) {
  const { t } = useTranslation();
  const nowMs = Math.max(useNow(5_000), view.nowMs);
  const [focus, setFocus] = useState<'grace' | 'life'>('grace');
  const grace = graceOf(view.key, nowMs);
  const { draftEndMs, setDraft, isBusy, commit } = useDraft(grace, onExtend);
  const { key, lastUseOfVersions } = view;
  const shape = lifeLineShape({ key, lastUseOfVersions, nowMs, draftEndMs, focus });
  return (
    <figure className={styles['figure']}>
      <figcaption className="visually-hidden">
        <Summary shape={shape} />
      </figcaption>
      {grace !== null && (
        <ChoiceList
          label={t('rotation.axis')}
          isLabelHidden
          layout="pills"
          value={focus}
          onChange={setFocus}
          choices={[
            { value: 'grace', label: t('rotation.onGrace') },
            { value: 'life', label: t('rotation.onLife') },
          ]}
        />
      )}
      <div className={styles['chart']}>
        <AxisMarks shape={shape} />
        {shape.lanes.map((lane) => (
          <LaneRow key={lane.versionId} lane={lane}>
            {grace?.versionId === lane.versionId && onExtend !== undefined && (
              <GraceHandle
                grace={grace}
                shape={shape}
                draftEndMs={draftEndMs}
                onDraft={setDraft}
                onCommit={() => void commit()}
              />
            )}
          </LaneRow>
        ))}
        <NowLine shape={shape} />
        <TickRow shape={shape} />
      </div>
      {grace !== null && draftEndMs !== null && (
        <ExtensionDraft
          grace={grace}
          endMs={draftEndMs}
          isBusy={isBusy}
          onCommit={() => void commit()}
          onCancel={() => setDraft(null)}
        />
      )}
    </figure>
  );
}

/** The end of the grace period as it is being moved; none while no grace runs. */
function useDraft(grace: Grace | null, onExtend: LifeLineProps['onExtend']) {
  const [draftEndMs, setDraft] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const commit = async (): Promise<void> => {
    if (draftEndMs === null || isBusy) return;
    setBusy(true);
    await onExtend?.(draftEndMs);
    setBusy(false);
    setDraft(null);
  };
  return { draftEndMs: grace === null ? null : draftEndMs, setDraft, isBusy, commit };
}

function LaneRow({ lane, children }: { readonly lane: Lane; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const bar = classNames(
    styles['bar'],
    styles[lane.state],
    lane.isFromBefore && styles['fromBefore'],
    lane.isOpen && styles['open'],
  );
  return (
    <div className={styles['lane']}>
      <span className={styles['id']} aria-hidden="true">
        <Bitting id={lane.versionId} tone={lane.state} />
        <span className="mono">{lane.versionId}</span>
      </span>
      <span className={styles['track']}>
        <span className={bar} style={place(lane)} aria-hidden="true" />
        {lane.usedAt !== null && lane.usedAtMs !== null && (
          <span
            className={styles['use']}
            style={{ left: percent(lane.usedAt) }}
            title={t('rotation.usedAt', { time: absoluteTime(lane.usedAtMs) })}
            aria-hidden="true"
          />
        )}
        {children}
      </span>
      <LaneFacts lane={lane} />
    </div>
  );
}

/** Behind the bars: the times, and where two versions work at once. */
function AxisMarks({ shape }: { readonly shape: LifeLineShape }) {
  return (
    <div className={styles['marks']} aria-hidden="true">
      <span />
      <span className={styles['track']}>
        {shape.overlap !== null && (
          <span className={styles['overlap']} style={place(shape.overlap)} />
        )}
        {shape.ticks.atMs.map((atMs) => (
          <i
            key={atMs}
            className={styles['tick']}
            style={{ left: percent(fraction(shape, atMs)) }}
          />
        ))}
      </span>
      <span />
    </div>
  );
}

/** Above the bars. */
function NowLine({ shape }: { readonly shape: LifeLineShape }) {
  const { t } = useTranslation();
  return (
    <div className={styles['marks']} aria-hidden="true">
      <span />
      <span className={styles['track']}>
        <span className={styles['now']} style={{ left: percent(shape.nowAt) }}>
          <span>{t('rotation.now')}</span>
        </span>
      </span>
      <span />
    </div>
  );
}

function TickRow({ shape }: { readonly shape: LifeLineShape }) {
  const { unit, atMs: all } = shape.ticks;
  return (
    <div className={styles['tickRow']} aria-hidden="true">
      <span />
      <span className={styles['track']}>
        {all.map((atMs, index) => (
          <span
            key={atMs}
            className={styles['tickText']}
            style={{ left: percent(fraction(shape, atMs)) }}
          >
            {tickText(atMs, unit, all[index - 1] ?? null)}
          </span>
        ))}
      </span>
      <span />
    </div>
  );
}

function Summary({ shape }: { readonly shape: LifeLineShape }) {
  const { t } = useTranslation();
  return shape.lanes.map((lane) => (
    <span key={lane.versionId}>
      {t(`rotation.lane.${lane.state}`, {
        id: lane.versionId,
        from: absoluteTime(lane.fromMs),
        until:
          lane.toMs === null
            ? t('rotation.withNoEnd')
            : t('rotation.untilTime', { time: absoluteTime(lane.toMs) }),
        used:
          lane.usedAtMs === null
            ? t('rotation.neverUsed')
            : t('rotation.usedAt', { time: absoluteTime(lane.usedAtMs) }),
      })}{' '}
    </span>
  ));
}

function fraction(shape: LifeLineShape, atMs: number): number {
  return (atMs - shape.fromMs) / (shape.toMs - shape.fromMs);
}

function place({ from, to }: { readonly from: number; readonly to: number }) {
  return { left: percent(from), width: percent(Math.max(0, to - from)) };
}

function percent(at: number): string {
  return `${(at * 100).toFixed(3)}%`;
}
