import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { activeVersion } from '../../src-shared/lifecycle/key-status.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { useNow } from '../design/relative-time.tsx';
import { relativeTime } from '../design/time-words.ts';
import { rollBackRotation } from './rotation-calls.ts';

interface RollBackDialogProps {
  readonly view: KeyView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function RollBackDialog({ view, isOpen, onClose }: RollBackDialogProps) {
  const { t } = useTranslation();
  const nowMs = useNow();
  const [isBusy, setBusy] = useState(false);
  const rollBack = async (): Promise<void> => {
    setBusy(true);
    if (await rollBackRotation(view, t)) onClose();
    setBusy(false);
  };
  const usedMs = view.lastUseOfVersions[activeVersion(view.key)?.id ?? ''];
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('rotation.rollBackTitle', { name: view.key.name })}
      text={t('rotation.rollBackText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" isBusy={isBusy} onClick={() => void rollBack()}>
            {t('rotation.board.rollBack')}
          </Button>
        </>
      }
    >
      {usedMs !== undefined && (
        <p>{t('rotation.rollBackUsed', { used: relativeTime(usedMs, nowMs) })}</p>
      )}
    </Dialog>
  );
}
