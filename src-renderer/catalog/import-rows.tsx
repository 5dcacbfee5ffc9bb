import { Check, CircleSlash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ImportPreviewRow } from '../../src-shared/desk/desk-calls.ts';
import { SecretText } from '../design/secret-text.tsx';
import styles from './import-dialog.module.css';
import { kindKey } from './kinds.ts';

/** A longer file is summed up, not scrolled through. */
const SHOWN = 300;

/** What each line becomes: values masked, and why a line is left out. */
export function ImportRows({ rows }: { readonly rows: readonly ImportPreviewRow[] }) {
  const { t } = useTranslation();
  const toAdd = rows.filter(({ action }) => action === 'add').length;
  if (rows.length === 0) return <p>{t('importEnv.nothing')}</p>;
  return (
    <>
      <p role="status">
        <strong>{t('importEnv.summary', { count: toAdd })}</strong>
        {rows.length > toAdd && (
          <span className={styles['left']}>
            {', '}
            {t('importEnv.skipped', { count: rows.length - toAdd })}
          </span>
        )}
      </p>
      {/* Reached by Tab, since it scrolls. */}
      <div
        className={styles['scroll']}
        tabIndex={0}
        role="region"
        aria-label={t('importEnv.title')}
      >
        <table className={styles['table']}>
          <thead>
            <tr>
              <th>{t('importEnv.line')}</th>
              <th>{t('importEnv.name')}</th>
              <th>{t('importEnv.value')}</th>
              <th>{t('importEnv.what')}</th>
              <th>{t('importEnv.note')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row) => (
              <ImportLine key={row.line} row={row} />
            ))}
          </tbody>
        </table>
        {rows.length > SHOWN && (
          <p className={styles['more']}>{t('importEnv.more', { count: rows.length - SHOWN })}</p>
        )}
      </div>
    </>
  );
}

function ImportLine({ row }: { readonly row: ImportPreviewRow }) {
  const { t } = useTranslation();
  const isAdded = row.action === 'add';
  return (
    <tr className={isAdded ? undefined : styles['skipped']}>
      <td className={styles['number']}>{row.line}</td>
      <td className={styles['name']}>
        {isAdded ? (
          <Check aria-label={t('importEnv.add')} />
        ) : (
          <CircleSlash aria-label={t('importEnv.skip')} />
        )}
        <span className="mono">{row.name ?? '—'}</span>
      </td>
      <td>{row.masked !== null && <SecretText text={row.masked} />}</td>
      <td>{row.issuer ?? (row.kind !== null && t(kindKey(row.kind)))}</td>
      <td className={styles['note']}>{row.notes.join('; ')}</td>
    </tr>
  );
}
