import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssuedAnswer } from '../../src-shared/contract/engine-answers.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { usePlace } from '../state/place.ts';
import { ShownSecret } from './shown-secret.tsx';

interface IssuedDialogProps {
  readonly issued: IssuedAnswer;
  readonly onClose: () => void;
}

/** The new key's secret, once; it closes onto the key when the person says that it is saved. */
export function IssuedDialog({ issued, onClose }: IssuedDialogProps) {
  const { t } = useTranslation();
  const [isSaved, setSaved] = useState(false);
  const done = (): void => {
    onClose();
    usePlace.getState().go('issued', issued.entryId);
  };
  return (
    <Dialog
      isOpen
      onClose={done}
      width="wide"
      canClose={isSaved}
      title={t('issue.secretTitle', { name: issued.key.name })}
      text={t('issue.secretText')}
      actions={
        <Button look="primary" disabled={!isSaved} onClick={done}>
          {t('common.done')}
        </Button>
      }
    >
      <ShownSecret issued={issued} isSaved={isSaved} onSaved={setSaved} />
    </Dialog>
  );
}
