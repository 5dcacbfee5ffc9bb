import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, tell } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { CheckBox } from '../design/check-box.tsx';
import { errorText } from '../state/error-text.ts';
import styles from './keep-recovery-code.module.css';
import { StepHead } from './step-head.tsx';

interface KeepRecoveryCodeProps {
  readonly code: string;
  readonly onKept: () => void;
}

export function KeepRecoveryCode({ code, onKept }: KeepRecoveryCodeProps) {
  const { t } = useTranslation();
  const [isKept, setKept] = useState(false);
  const [note, setNote] = useState('');
  const save = async (): Promise<void> => {
    try {
      const name = 'keywright-recovery-code.txt';
      const chosen = await tell('dialog:choose-new-file', {
        purpose: 'recovery-code',
        suggestedName: name,
      });
      if (chosen.file === null) return;
      const { file } = await ask('door:save-recovery-code', {
        file: chosen.file,
        recoveryCode: code,
      });
      setNote(t('firstRun.saved', { file }));
    } catch (error) {
      setNote(errorText(error));
    }
  };
  return (
    <div className={styles['step']}>
      <StepHead step={2} title={t('firstRun.recoveryTitle')} text={t('firstRun.recoveryText')} />
      <output className={styles['code']}>{code}</output>
      <div className={styles['ways']}>
        <Button onClick={() => window.print()}>{t('firstRun.print')}</Button>
        <Button onClick={() => void save()}>{t('firstRun.save')}</Button>
      </div>
      <p className={styles['note']} role="status">
        {note}
      </p>
      <CheckBox label={t('firstRun.confirm')} isChecked={isKept} onChange={setKept} />
      <Button look="primary" size="large" disabled={!isKept} onClick={onKept}>
        {t('firstRun.iHaveIt')}
      </Button>
    </div>
  );
}
