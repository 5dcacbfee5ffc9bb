import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../design/dialog.tsx';
import { FilterField } from '../design/filter-field.tsx';
import styles from './licences-dialog.module.css';
import { readThirdPartyNotices, type ThirdPartyNotice } from './third-party-notice.ts';

/** Everything of others that Keywright contains, with its licence. */
export function LicencesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [notices, setNotices] = useState<readonly ThirdPartyNotice[] | null>([]);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    let isLeft = false;
    void readThirdPartyNotices().then((read) => {
      if (!isLeft) setNotices(read);
    });
    return () => {
      isLeft = true;
    };
  }, []);
  const wanted = typed.trim().toLowerCase();
  const shown = (notices ?? []).filter(({ name, licence }) =>
    `${name} ${licence}`.toLowerCase().includes(wanted),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="wide"
      title={t('settings.licences')}
      text={t(notices === null ? 'settings.licencesUnbuilt' : 'settings.licencesText')}
    >
      {notices !== null && (
        <>
          <FilterField
            label={t('settings.searchLicences')}
            value={typed}
            onChange={setTyped}
            count={t('settings.packages', { count: shown.length })}
          />
          <ul className={styles['list']}>
            {shown.map((notice) => (
              <li key={`${notice.name} ${notice.version}`}>
                <NoticeLine notice={notice} />
              </li>
            ))}
          </ul>
          {wanted !== '' && shown.length === 0 && (
            <p className={styles['none']}>{t('settings.noPackage')}</p>
          )}
        </>
      )}
    </Dialog>
  );
}

function NoticeLine({ notice }: { readonly notice: ThirdPartyNotice }) {
  return (
    <details className={styles['notice']}>
      <summary className={styles['line']}>
        <ChevronRight aria-hidden="true" />
        <span className={styles['name']}>{notice.name}</span>
        <span className={styles['version']}>{notice.version}</span>
        <span className={styles['licence']}>{notice.licence}</span>
      </summary>
      <pre className={styles['text']}>{notice.text}</pre>
    </details>
  );
}
