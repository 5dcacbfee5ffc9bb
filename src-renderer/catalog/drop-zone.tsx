import { FileDown } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogState } from './catalog-state.ts';
import styles from './drop-zone.module.css';
import { attempt } from './entry-actions.ts';
import { readEnvText } from './read-env-text.ts';

/** Takes a .env file that is dropped anywhere on the list or the detail. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const onDrop = (event: DragEvent): void => {
    setOver(false);
    const file = event.dataTransfer.files.item(0);
    if (file === null) return;
    event.preventDefault();
    void attempt(async () => {
      const text = await readEnvText(file);
      useCatalogState.getState().open({ kind: 'import', text, source: file.name });
    });
  };
  return (
    <div
      role="presentation"
      className={styles['zone']}
      onDragEnter={onDrag}
      onDragOver={onDrag}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      {children}
      {isOver && (
        <div className={styles['over']}>
          <FileDown aria-hidden="true" />
          {t('importEnv.drop')}
        </div>
      )}
    </div>
  );
}
