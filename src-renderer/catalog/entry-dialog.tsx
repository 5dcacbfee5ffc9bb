import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { errorText } from '../state/error-text.ts';
import styles from './entry-form.module.css';

interface EntryDialogProps {
  readonly title: string;
  readonly text?: string;
  readonly submitLabel: string;
  readonly canSubmit: boolean;
  /** What it throws is shown in the dialog, which stays open. */
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that is a form: Enter sends it, a fault stays beside what was typed. */
export function EntryDialog(props: EntryDialogProps) {
  const { title, text, submitLabel, canSubmit, onSubmit, onClose, children } = props;
  const { t } = useTranslation();
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await onSubmit();
      onClose();
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={title} text={text}>
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        {children}
        <p role="alert" className={styles['fault']}>
          {fault}
        </p>
        <div className={styles['actions']}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" isBusy={isBusy} disabled={!canSubmit}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
