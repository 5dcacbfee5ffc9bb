import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../state/answer.ts';
import styles from './catalog.module.css';

const CAUSES = ['changed-outside', 'rolled-back', 'newer', 'unwritable'] as const;

/** It may begin while the window is open. */
export function ReadOnlyBanner() {
  return <ReadOnlyNote cause={useAnswer('engine:status', {}).answer?.readOnlyCause ?? null} />;
}

/** Why nothing can be changed now; null: everything can. */
export function ReadOnlyNote({ cause }: { readonly cause: string | null }) {
  const { t } = useTranslation();
  if (cause === null) return null;
  const known = CAUSES.find((one) => one === cause) ?? 'unknown';
  return (
    <p role="status" className={styles['banner']}>
      <TriangleAlert aria-hidden="true" />
      <span>
        <strong>{t('catalog.readOnly.title')}</strong> {t(`catalog.readOnly.${known}`)}
      </span>
    </p>
  );
}
