import { Ban, CirclePause, CirclePlay, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { Button } from '../design/button.tsx';
import styles from './key-actions.module.css';
import { RevokeDialog } from './revoke-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { setDisabled } from './rotation-calls.ts';
import { useFocusBack } from './use-focus-back.ts';

interface KeyActionsProps {
  readonly view: KeyView;
}

/** Rotate, disable or enable, revoke: as far as the key's state allows. Nothing is left to do with a revoked key. */
export function KeyActions({ view }: KeyActionsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'rotate' | 'revoke' | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { status } = view;
  const isDisabled = view.key.disabledAtMs !== null;
  const canRotate = status !== 'disabled' && status !== 'expired' && status !== 'revoked';
  const toggle = async (): Promise<void> => {
    setBusy(true);
    await setDisabled(view, !isDisabled, t);
    setBusy(false);
  };
  const rotateButton = useFocusBack(open === 'rotate');
  const close = (): void => setOpen(null);
  return (
    <div className={styles['actions']}>
      {canRotate && (
        <Button ref={rotateButton} icon={<RefreshCw />} onClick={() => setOpen('rotate')}>
          {t(status === 'rotating' ? 'rotation.leaked' : 'rotation.rotate')}
        </Button>
      )}
      {status !== 'revoked' && (
        <>
          <Button
            icon={isDisabled ? <CirclePlay /> : <CirclePause />}
            isBusy={isBusy}
            onClick={() => void toggle()}
          >
            {t(isDisabled ? 'rotation.enable' : 'rotation.disable')}
          </Button>
          <Button look="danger" icon={<Ban />} onClick={() => setOpen('revoke')}>
            {t('rotation.revoke')}
          </Button>
        </>
      )}
      {open === 'rotate' && <RotateDialog view={view} onClose={close} />}
      {open === 'revoke' && <RevokeDialog view={view} versionId={null} onClose={close} />}
    </div>
  );
}
