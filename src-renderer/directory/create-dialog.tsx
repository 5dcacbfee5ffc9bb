import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { typedIn } from '../design/form-text.ts';
import { errorText } from '../state/error-text.ts';
import styles from './create-dialog.module.css';

interface CreateDialogProps {
  readonly title: string;
  /** On the button; "Create" where it is left out. */
  readonly confirm?: string;
  readonly onClose: () => void;
  /** Makes it from the form's fields. What it throws is shown, and the dialog stays. */
  readonly create: (fields: FormData) => Promise<unknown>;
  readonly children: ReactNode;
}

/** A form that does one thing. */
export function CreateDialog({ title, confirm, onClose, create, children }: CreateDialogProps) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const formId = useId();
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await create(new FormData(event.currentTarget));
      onClose();
    } catch (error) {
      setFault(errorText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button look="primary" type="submit" form={formId} isBusy={isBusy}>
            {confirm ?? t('directory.create')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles['form']} onSubmit={(event) => void submit(event)}>
        {children}
        <p className={styles['fault']} role="alert">
          {fault}
        </p>
      </form>
    </Dialog>
  );
}

export function textOf(fields: FormData, name: string): string {
  return typedIn(fields, name).trim();
}
