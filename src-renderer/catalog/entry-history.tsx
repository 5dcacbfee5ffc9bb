import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { SecretText } from '../design/secret-text.tsx';
import { useAnswer } from '../state/answer.ts';
import { revertEntry } from './entry-actions.ts';
import styles from './entry-detail.module.css';

interface EntryHistoryProps {
  readonly entryId: string;
  /** The present one, which is no part of the history. */
  readonly version: number;
  /** A key of ours is sealed and confirmed in steps; only what a person changed is told. */
  readonly isOurs: boolean;
}

/** What the entry was before each change, newest first; secrets stay masked. */
export function EntryHistory({ entryId, version, isOurs }: EntryHistoryProps) {
  const { t } = useTranslation();
  const { answer } = useAnswer('entry:history', { entry: entryId });
  const all = answer?.items.toSorted((a, b) => b.version - a.version) ?? [];
  const newestFirst = all.filter(
    (item, index) => item.version < version && !(isOurs && isSame(item, all[index - 1])),
  );
  if (newestFirst.length === 0) return null;
  return (
    <section className={styles['section']}>
      <h3>{t('entry.history')}</h3>
      <table className={styles['table']}>
        <tbody>
          {newestFirst.map((item) => (
            <tr key={item.version}>
              <td className={styles['faint']}>
                {t('entry.historyRow', { version: item.version })}
              </td>
              <td>{item.name}</td>
              <td className={styles['faint']}>
                {item.masked !== null && <SecretText text={item.masked} />}
              </td>
              <td className={styles['faint']}>
                <RelativeTime atMs={item.changedAtMs} />
              </td>
              {!isOurs && (
                <td className={styles['act']}>
                  <Button
                    size="small"
                    look="quiet"
                    aria-label={t('entry.revertTo', { version: item.version })}
                    onClick={() => void revertEntry(entryId, item.version)}
                  >
                    {t('entry.revert')}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Told {
  readonly name: string;
  readonly masked: string | null;
}

function isSame(item: Told, newer: Told | undefined): boolean {
  return newer !== undefined && item.name === newer.name && item.masked === newer.masked;
}
