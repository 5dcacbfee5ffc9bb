import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../design/button.tsx';
import { useSearchKeys } from '../palette/use-search-keys.ts';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState } from './catalog-state.ts';
import { focusList } from './focus-list.ts';
import { SaveView } from './save-view.tsx';
import styles from './search-field.module.css';

interface SearchFieldProps {
  readonly section: CatalogSection;
  /** Of the query that the rows are of. */
  readonly fault: string | null;
  readonly firstId: string | null;
}

/** Holds what is typed; the rows follow when there is time. */
export function SearchField({ section, fault, firstId }: SearchFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useSearchKeys(input);
  const query = useCatalogState(({ queries }) => queries[section] ?? '');
  const { search, moveTo } = useCatalogState.getState();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && query !== '') search(section, '');
    else if (['ArrowDown', 'Enter', 'Escape'].includes(event.key)) {
      if (event.key !== 'Escape') moveTo(firstId);
      focusList();
    } else return;
    event.preventDefault();
  };
  return (
    <div className={styles['search']}>
      <div className={styles['frame']}>
        <Search aria-hidden="true" className={styles['glass']} />
        <input
          ref={input}
          type="search"
          className={styles['input']}
          aria-label={t('catalog.search')}
          aria-invalid={fault !== null || undefined}
          aria-describedby="search-fault"
          placeholder={t('catalog.searchPlaceholder')}
          spellCheck={false}
          autoComplete="off"
          maxLength={512}
          value={query}
          onChange={(event) => search(section, event.target.value)}
          onKeyDown={onKeyDown}
        />
        {query === '' ? (
          <kbd className={styles['key']}>/</kbd>
        ) : (
          <>
            {fault === null && section !== 'trash' && <SaveView section={section} />}
            <IconButton label={t('common.clearSearch')} onClick={() => search(section, '')}>
              <X />
            </IconButton>
          </>
        )}
      </div>
      <p id="search-fault" role="status" className={styles['fault']}>
        {fault}
      </p>
    </div>
  );
}
