import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly text?: ReactNode;
  readonly width?: 'narrow' | 'wide';
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  /** False while leaving would lose something that is shown once. */
  readonly canClose?: boolean;
}

/** Takes the focus, gives it back, and closes with Escape. */
export function Dialog(props: DialogProps) {
  const {
    isOpen,
    onClose,
    title,
    text,
    width = 'narrow',
    children,
    actions,
    canClose = true,
  } = props;
  const { t } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open && canClose) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles['veil']} />
        <Base.Popup
          ref={popup}
          className={classNames(styles['dialog'], styles[width])}
          // A field that asked for the focus keeps it; else the first control has it.
          initialFocus={() => popup.current?.contains(document.activeElement) !== true}
          // Where one dialog follows another, the next one has the focus already.
          finalFocus={() => {
            const holder = document.activeElement?.closest('[role="dialog"]') ?? null;
            return holder === null || holder === popup.current;
          }}
        >
          <header className={styles['head']}>
            <Base.Title className={styles['title']}>{title}</Base.Title>
            {canClose && (
              <Base.Close render={<IconButton label={t('common.close')} />}>
                <X />
              </Base.Close>
            )}
          </header>
          {text !== undefined && (
            <Base.Description className={styles['text']}>{text}</Base.Description>
          )}
          <div className={styles['body']}>{children}</div>
          {actions !== undefined && <footer className={styles['actions']}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
