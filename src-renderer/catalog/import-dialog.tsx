import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreviewRow } from '../../src-shared/desk/desk-calls.ts';
import { ask } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import { errorText } from '../state/error-text.ts';
import { addImported } from './add-imported.ts';
import { ChooseText, type ChosenText } from './choose-text.tsx';
import { tagsOf } from './entry-draft.ts';
import styles from './import-dialog.module.css';
import { ImportRows } from './import-rows.tsx';

interface ImportDialogProps {
  /** Of the file that was dropped; empty: the person chooses here. */
  readonly text: string;
  readonly source: string;
  readonly onClose: () => void;
}

const NOTHING: ChosenText = { text: '', source: '' };

/** Choose or paste → see what each line becomes → add all of it or nothing. */
export function ImportDialog({ text, source, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ChosenText>({ text, source });
  const [tags, setTags] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { rows, fault, setFault } = usePreview(chosen.text);
  const toAdd = countAdded(rows);
  const run = async (): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const from = chosen.source === '' ? t('importEnv.pasted') : chosen.source;
      await addImported({ text: chosen.text, tags: tagsOf(tags), source: from });
      onClose();
    } catch (error) {
      setFault(errorText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen
      width="wide"
      onClose={onClose}
      title={t('importEnv.title')}
      text={t('importEnv.text')}
      actions={
        <>
          {rows !== null && (
            <Button look="quiet" onClick={() => setChosen(NOTHING)}>
              {t('importEnv.other')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" isBusy={isBusy} disabled={toAdd === 0} onClick={() => void run()}>
            {t('importEnv.run', { count: toAdd })}
          </Button>
        </>
      }
    >
      {rows === null ? (
        <ChooseText onChosen={setChosen} onFault={setFault} />
      ) : (
        <>
          <ImportRows rows={rows} />
          <TextField
            label={t('importEnv.tags')}
            hint={t('entryForm.tagsHint')}
            value={tags}
            onChange={(event) => setTags(event.target.value)}
          />
        </>
      )}
      <p role="alert" className={styles['fault']}>
        {fault}
      </p>
    </Dialog>
  );
}

function usePreview(text: string) {
  const [rows, setRows] = useState<readonly ImportPreviewRow[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    setRows(null);
    setFault(null);
    if (text === '') return;
    ask('import:preview', { text }).then(
      (answer) => isWanted && setRows(answer.rows),
      (error: unknown) => isWanted && setFault(errorText(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [text]);
  return { rows, fault, setFault };
}

function countAdded(rows: readonly ImportPreviewRow[] | null): number {
  return rows?.filter(({ action }) => action === 'add').length ?? 0;
}
