import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { useNow } from '../design/relative-time.tsx';
import { relativeTime } from '../design/time-words.ts';
import { finishRotation } from './rotation-calls.ts';

interface FinishDialogProps {
  readonly view: KeyView;
  readonly usedMs: number | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asked only while the old version is still in use. */
export function FinishDialog({ view, usedMs, isOpen, onClose }: FinishDialogProps) {
  const { t } = useTranslation();
  const nowMs = useNow();
  const [isBusy, setBusy] = useState(false);
  const finish = async (): Promise<void> => {
    setBusy(true);
    if (await finishRotation(view, t)) onClose();
    setBusy(false);
  };
  const used = usedMs === null ? '' : relativeTime(usedMs, nowMs);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('rotation.finishTitle', { name: view.key.name })}
      text={t('rotation.finishText', { used })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" isBusy={isBusy} onClick={() => void finish()}>
            {t('rotation.board.finish')}
          </Button>
        </>
      }
    />
  );
}
