import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { Button, IconButton } from './button.tsx';
import styles from './toasts.module.css';

/** Undo stays this long. */
const STAYS_MS = 10_000;

export const toasts = Toast.createToastManager();

interface Notice {
  readonly title: string;
  readonly text?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Takes back what the newest notice told of; nothing where there is none, or it has gone. */
export const useUndo = create<{ readonly id: string | null; readonly run: () => void }>()(() => ({
  id: null,
  run: () => {},
}));

function forgetUndo(id: string): void {
  if (useUndo.getState().id === id) useUndo.setState({ id: null, run: () => {} });
}

/** Says what was done, with at most one thing to do about it. Never holds a secret. */
export function notify({ title, text, action }: Notice): void {
  const plain = { title, description: text, timeout: STAYS_MS };
  if (action === undefined) {
    toasts.add(plain);
    return;
  }
  const run = (): void => {
    toasts.close(id);
    action.run();
  };
  const id: string = toasts.add({
    ...plain,
    actionProps: { children: action.label, onClick: run },
    onClose: () => forgetUndo(id),
  });
  useUndo.setState({ id, run });
}

export function ToastShelf({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider toastManager={toasts} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles['shelf']}>
          <Shown />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Shown() {
  const { t } = useTranslation();
  const { toasts: shown } = Toast.useToastManager();
  return shown.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles['toast']}>
      <div className={styles['words']}>
        <Toast.Title className={styles['title']} />
        <Toast.Description className={styles['text']} />
      </div>
      <Toast.Action render={<Button size="small" />} />
      <Toast.Close render={<IconButton label={t('common.close')} />}>
        <X />
      </Toast.Close>
    </Toast.Root>
  ));
}
