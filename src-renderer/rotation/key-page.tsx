import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { useNow } from '../design/relative-time.tsx';
import { keySentence } from '../sentence/key-sentence.ts';
import { Sentence } from '../sentence/sentence.tsx';
import { useAnswer } from '../state/answer.ts';
import { errorText } from '../state/error-text.ts';
import { KeyActions } from './key-actions.tsx';
import styles from './key-page.module.css';
import { LifeLine } from './life-line.tsx';
import { graceOf } from './life-line-shape.ts';
import { RotationBoard } from './rotation-board.tsx';
import { extendRotation } from './rotation-calls.ts';
import { VersionList } from './version-list.tsx';

interface KeyPageProps {
  readonly keyId: string;
}

/** Use is written once a minute at most, and tells nobody: while both versions work it is asked for. */
const WATCH_EVERY_MS = 10_000;

/** A key of ours, inside the detail that names it: what can be done with it, what it may do, its life line, its versions. */
export function KeyPage({ keyId }: KeyPageProps) {
  const { t } = useTranslation();
  const { answer: view, error, again } = useAnswer('key:show', { key: keyId });
  const isRotating = view?.status === 'rotating';
  useEffect(() => {
    if (!isRotating) return;
    const timer = setInterval(again, WATCH_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRotating, again]);
  if (view === null || view.key.id !== keyId) {
    return (
      <p className={styles['waiting']} role="status">
        {error === null ? t('rotation.loading') : errorText(error)}
      </p>
    );
  }
  return (
    <div className={styles['page']}>
      <KeyActions view={view} />
      <Life view={view} />
    </div>
  );
}

function Life({ view }: { readonly view: KeyView }) {
  const { t } = useTranslation();
  const nowMs = Math.max(useNow(5_000), view.nowMs);
  const grace = graceOf(view.key, nowMs);
  const extend = async (endsAtMs: number): Promise<void> => {
    if (grace !== null) await extendRotation(view, endsAtMs - grace.endsAtMs, t);
  };
  return (
    <>
      <Part title={t('rotation.mayTitle')}>
        <Sentence phrases={keySentence(view.key, nowMs, t)} />
      </Part>
      <Part title={t('rotation.lifeTitle')}>
        <LifeLine view={view} onExtend={extend} />
        {grace !== null && <RotationBoard view={view} grace={grace} />}
      </Part>
      <Part title={t('rotation.versionsTitle')}>
        <VersionList view={view} />
      </Part>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['part']}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
