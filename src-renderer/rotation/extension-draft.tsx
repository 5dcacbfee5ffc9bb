import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { absoluteTime } from '../design/time-words.ts';
import { durationWords } from '../sentence/duration-words.ts';
import styles from './life-line.module.css';
import type { Grace } from './life-line-shape.ts';

interface ExtensionDraftProps {
  readonly grace: Grace;
  readonly endMs: number;
  readonly isBusy: boolean;
  readonly onCommit: () => void;
  readonly onCancel: () => void;
}

/** What a moved end would mean, and the button that makes it so. */
export function ExtensionDraft({ grace, endMs, isBusy, onCommit, onCancel }: ExtensionDraftProps) {
  const { t } = useTranslation();
  const later = durationWords(endMs - grace.endsAtMs, t);
  return (
    <p className={styles['draft']}>
      <span role="status">{t('rotation.draft', { time: absoluteTime(endMs), later })}</span>
      <Button size="small" isBusy={isBusy} onClick={onCommit}>
        {t('rotation.extendTo')}
      </Button>
      <Button size="small" look="quiet" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </p>
  );
}
