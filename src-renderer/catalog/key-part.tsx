import { useTranslation } from 'react-i18next';
import { KeyPage } from '../rotation/key-page.tsx';
import styles from './entry-detail.module.css';

interface KeyPartProps {
  readonly keyId: string;
  /** False: the store of this vault has no such key. */
  readonly isKnown: boolean;
}

/** What only the store tells of a key of ours, and what can be done with it. */
export function KeyPart({ keyId, isKnown }: KeyPartProps) {
  const { t } = useTranslation();
  return (
    <section className={styles['section']}>
      {isKnown ? (
        <KeyPage keyId={keyId} />
      ) : (
        <p className={styles['faint']}>{t('entry.unknownKey')}</p>
      )}
    </section>
  );
}
