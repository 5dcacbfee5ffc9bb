import { FileText } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { TextArea } from '../design/field.tsx';
import { errorText } from '../state/error-text.ts';
import styles from './import-dialog.module.css';
import { readEnvText } from './read-env-text.ts';

/** Text of a .env file, and the name of its file; empty where it was pasted. */
export interface ChosenText {
  readonly text: string;
  readonly source: string;
}

interface ChooseTextProps {
  readonly onChosen: (chosen: ChosenText) => void;
  readonly onFault: (fault: string) => void;
}

/** Pasting into the empty field goes on at once; what is typed waits for the button. */
export function ChooseText({ onChosen, onFault }: ChooseTextProps) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    const [picked] = event.target.files ?? [];
    if (picked === undefined) return;
    readEnvText(picked).then(
      (text) => onChosen({ text, source: picked.name }),
      (error: unknown) => onFault(errorText(error)),
    );
  };
  return (
    <>
      <TextArea
        label={t('importEnv.paste')}
        className={`mono ${styles['paste']}`}
        autoFocus
        rows={8}
        value={typed}
        placeholder={'STRIPE_KEY=sk_live_…\nDATABASE_PASSWORD="…"'}
        onChange={(event) => setTyped(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain');
          if (typed !== '' || pasted.trim() === '') return;
          event.preventDefault();
          onChosen({ text: pasted, source: '' });
        }}
      />
      <div className={styles['choose']}>
        <Button icon={<FileText />} onClick={() => file.current?.click()}>
          {t('importEnv.choose')}
        </Button>
        <input ref={file} type="file" hidden aria-label={t('importEnv.choose')} onChange={take} />
        {typed.trim() !== '' && (
          <Button onClick={() => onChosen({ text: typed, source: '' })}>{t('common.next')}</Button>
        )}
      </div>
    </>
  );
}
