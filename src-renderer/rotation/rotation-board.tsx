import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { activeVersion } from '../../src-shared/lifecycle/key-status.ts';
import { Bitting } from '../design/bitting.tsx';
import { Button } from '../design/button.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { StatusPill } from '../design/status-pill.tsx';
import { absoluteTime } from '../design/time-words.ts';
import { ExtendDialog } from './extend-dialog.tsx';
import { FinishDialog } from './finish-dialog.tsx';
import type { Grace } from './life-line-shape.ts';
import { RollBackDialog } from './roll-back-dialog.tsx';
import styles from './rotation-board.module.css';
import { finishRotation } from './rotation-calls.ts';

interface RotationBoardProps {
  readonly view: KeyView;
  readonly grace: Grace;
}

/** A rotation under way: both versions with their last use, the end to the second, and the three ways on. */
export function RotationBoard({ view, grace }: RotationBoardProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'extend' | 'finish' | 'roll-back' | null>(null);
  const [isBusy, setBusy] = useState(false);
  const oldUsedMs = view.lastUseOfVersions[grace.versionId] ?? null;
  const isOldInUse = oldUsedMs !== null && oldUsedMs >= grace.startedAtMs;
  const finish = async (): Promise<void> => {
    if (isOldInUse) {
      setOpen('finish');
      return;
    }
    setBusy(true);
    await finishRotation(view, t);
    setBusy(false);
  };
  const close = (): void => setOpen(null);
  return (
    <section className={styles['board']} aria-label={t('rotation.board.title')}>
      <BoardVersions view={view} grace={grace} />
      <div className={styles['foot']}>
        <p role="status">{t(adviceOn(oldUsedMs, isOldInUse))}</p>
        <p>
          {t('rotation.board.endsExactly')} <strong>{absoluteTime(grace.endsAtMs)}</strong>
        </p>
        <div className={styles['actions']}>
          <Button isBusy={isBusy} onClick={() => void finish()}>
            {t('rotation.board.finish')}
          </Button>
          <Button onClick={() => setOpen('extend')}>{t('rotation.board.extend')}</Button>
          <Button look="quiet" onClick={() => setOpen('roll-back')}>
            {t('rotation.board.rollBack')}
          </Button>
        </div>
      </div>
      <ExtendDialog view={view} grace={grace} isOpen={open === 'extend'} onClose={close} />
      <FinishDialog view={view} usedMs={oldUsedMs} isOpen={open === 'finish'} onClose={close} />
      <RollBackDialog view={view} isOpen={open === 'roll-back'} onClose={close} />
    </section>
  );
}

function BoardVersions({ view, grace }: RotationBoardProps) {
  const { t } = useTranslation();
  const fresh = activeVersion(view.key);
  const rows = [
    { id: grace.versionId, word: 'old', status: 'retiring' },
    ...(fresh === null ? [] : [{ id: fresh.id, word: 'fresh', status: 'active' } as const]),
  ] as const;
  return (
    <ul className={styles['versions']}>
      {rows.map(({ id, word, status }) => (
        <li key={id}>
          <Bitting id={id} tone={status} />
          <span className={styles['word']}>{t(`rotation.board.${word}`)}</span>
          <StatusPill status={status} />
          <span className={styles['use']}>
            {t('rotation.lastUse')}: <RelativeTime atMs={view.lastUseOfVersions[id] ?? null} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function adviceOn(oldUsedMs: number | null, isOldInUse: boolean) {
  if (oldUsedMs === null) return 'rotation.board.oldQuiet';
  return isOldInUse ? 'rotation.board.oldStill' : 'rotation.board.oldBefore';
}
