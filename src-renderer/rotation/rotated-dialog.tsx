import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RotatedAnswer } from '../../src-shared/contract/engine-answers.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { absoluteTime } from '../design/time-words.ts';
import { ShownSecret } from '../issue/shown-secret.tsx';

interface RotatedDialogProps {
  readonly rotated: RotatedAnswer;
  readonly onClose: () => void;
}

/** The successor's secret, once; it closes only when the person says that it is saved. */
export function RotatedDialog({ rotated, onClose }: RotatedDialogProps) {
  const { t } = useTranslation();
  const [isSaved, setSaved] = useState(false);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="wide"
      canClose={isSaved}
      title={t('rotation.rotatedTitle', { name: rotated.key.name })}
      text={t('rotation.rotatedText')}
      actions={
        <Button look="primary" disabled={!isSaved} onClick={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <ShownSecret issued={rotated} isSaved={isSaved} onSaved={setSaved} />
      {rotated.retiring !== null && (
        <p>
          {t('rotation.oldEnds')} <strong>{absoluteTime(rotated.retiring.endsAtMs)}</strong>.
        </p>
      )}
    </Dialog>
  );
}
