import { useTranslation } from 'react-i18next';
import styles from './step-head.module.css';

const STEPS = 4;

interface StepHeadProps {
  readonly step: number;
  readonly title: string;
  readonly text: string;
}

export function StepHead({ step, title, text }: StepHeadProps) {
  const { t } = useTranslation();
  return (
    <header className={styles['head']}>
      <p className={styles['step']}>{t('firstRun.step', { step, of: STEPS })}</p>
      <h1>{title}</h1>
      <p className={styles['text']}>{text}</p>
    </header>
  );
}
