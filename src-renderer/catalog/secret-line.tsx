import { Eye, EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { Button } from '../design/button.tsx';
import { CopySecret } from '../design/copy-secret.tsx';
import { SecretText } from '../design/secret-text.tsx';
import { useCatalogState } from './catalog-state.ts';
import styles from './secret-line.module.css';
import { useHeldSecret } from './use-held-secret.ts';

/** The secret behind its mask: shown only while the button is held, copied without being shown. */
export function SecretLine({ view }: { readonly view: EntryView }) {
  const { t } = useTranslation();
  const { secret, holding } = useHeldSecret(view.entryId);
  if (view.entryId === null) return <p className={styles['note']}>{t('entry.noCopy')}</p>;
  if (view.masked === null && view.keyId === null) {
    return (
      <div className={styles['line']}>
        <span className={styles['note']}>{t('catalog.noSecret')}</span>
        <Button onClick={() => useCatalogState.getState().open({ kind: 'edit', view })}>
          {t('entry.addSecret')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles['line']} data-is-shown={secret !== null || undefined}>
      <output aria-label={t('entry.secret')} className={styles['text']}>
        <SecretText text={secret ?? view.masked ?? '••••••••'} />
      </output>
      <div className={styles['buttons']}>
        <Button {...holding} icon={secret === null ? <Eye /> : <EyeOff />}>
          {t('entry.hold')}
        </Button>
        <CopySecret entryId={view.entryId} versionId={null} />
      </div>
      <span role="status" className="visually-hidden">
        {secret !== null && t('entry.shown')}
      </span>
    </div>
  );
}
