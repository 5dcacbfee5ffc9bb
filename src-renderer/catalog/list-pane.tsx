import { FileDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../design/button.tsx';
import { IssueButton } from '../issue/issue-button.tsx';
import { shortcutText } from '../palette/shortcuts.ts';
import styles from './catalog.module.css';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState } from './catalog-state.ts';
import { EmptyCatalog } from './empty-catalog.tsx';
import { EntryList } from './entry-list.tsx';
import { ReadOnlyBanner } from './read-only-banner.tsx';
import { ReadProgress } from './read-progress.tsx';
import type { RowList } from './row-list.ts';
import type { Row } from './rows.ts';
import { SearchField } from './search-field.tsx';
import { TagChips } from './tag-chips.tsx';
import type { Catalog } from './use-catalog.ts';

interface ListPaneProps {
  readonly section: CatalogSection;
  readonly catalog: Catalog;
  readonly chosen: Row | null;
}

export function ListPane({ section, catalog, chosen }: ListPaneProps) {
  const { t } = useTranslation();
  const { rows, all, query, queryFault, nowMs } = catalog;
  const isEmpty = rows === null || rows.length === 0;
  const kept = useLastFound(isEmpty ? null : rows, all);
  return (
    <div className={styles['pane']}>
      <div>
        <ReadOnlyBanner />
        <header className={styles['head']}>
          <div className={styles['titleRow']}>
            <h1>{t(`shell.${section}`)}</h1>
            <span className={styles['count']} aria-live="polite">
              {rows !== null && all.length > 0 && countText(rows.length, all.length)}
            </span>
            {section === 'issued' && all.length > 0 && <IssueButton />}
            {section !== 'issued' && section !== 'trash' && (
              <FirstSteps isShort={chosen !== null} hasRows={all.length > 0} />
            )}
          </div>
          {all.length > 0 && (
            <>
              <SearchField section={section} fault={queryFault} firstId={rows?.at(0)?.id ?? null} />
              <TagChips section={section} rows={all} query={query} />
            </>
          )}
        </header>
        <ReadProgress reading={catalog.reading} />
      </div>
      {isEmpty && <EmptyCatalog section={section} catalog={catalog} />}
      {kept !== null && (
        <EntryList
          section={section}
          rows={kept}
          isHidden={isEmpty}
          layout={chosen === null ? 'table' : 'rows'}
          chosen={chosen}
          nowMs={nowMs}
        />
      )}
    </div>
  );

  function countText(found: number, count: number): string {
    return found === count ? t('catalog.count', { count }) : t('catalog.found', { found, count });
  }
}

/** Rows stay on the page, hidden, while a half-typed word finds nothing: making them anew takes longer than filling them. */
function useLastFound(rows: RowList | null, all: readonly Row[]): RowList | null {
  const [last, setLast] = useState({ rows, all });
  if (rows !== null && last.rows !== rows) setLast({ rows, all });
  if (rows !== null) return rows;
  return last.all === all ? last.rows : null;
}

/** An empty list offers them larger, in its middle. */
function FirstSteps({
  isShort,
  hasRows,
}: {
  readonly isShort: boolean;
  readonly hasRows: boolean;
}) {
  const { t } = useTranslation();
  const { open } = useCatalogState.getState();
  const startImport = (): void => open({ kind: 'import', text: '', source: '' });
  if (!hasRows) return null;
  if (isShort) {
    return (
      <>
        <IconButton label={t('catalog.import')} onClick={startImport}>
          <FileDown />
        </IconButton>
        <IconButton
          label={`${t('catalog.add')} (${shortcutText('Mod+N')})`}
          onClick={() => open({ kind: 'add' })}
        >
          <Plus />
        </IconButton>
      </>
    );
  }
  return (
    <>
      <Button look="quiet" icon={<FileDown />} onClick={startImport}>
        {t('catalog.import')}
      </Button>
      <Button
        icon={<Plus />}
        title={`${t('catalog.add')} (${shortcutText('Mod+N')})`}
        onClick={() => open({ kind: 'add' })}
      >
        {t('catalog.add')}
      </Button>
    </>
  );
}
