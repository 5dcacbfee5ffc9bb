import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../design/button.tsx';
import { isBehindDialog, isTyping } from '../palette/page-stance.ts';
import { useSession } from '../state/session.ts';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState } from './catalog-state.ts';
import { focusList } from './focus-list.ts';
import { SaveView } from './save-view.tsx';
import styles from './search-field.module.css';

interface SearchFieldProps {
  readonly section: CatalogSection;
  readonly query: string;
  readonly fault: string | null;
  readonly firstId: string | null;
}

export function SearchField({ section, query, fault, firstId }: SearchFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useSearchKeys(input);
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
            {fault === null && section !== 'trash' && <SaveView query={query.trim()} />}
            <IconButton label={t('catalog.clearSearch')} onClick={() => search(section, '')}>
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

/** `/` and Ctrl+F reach the field from anywhere but another field. */
function useSearchKeys(input: React.RefObject<HTMLInputElement | null>): void {
  const hasLetters = useSession((s) => s.facts?.preferences.areSingleKeyShortcutsOn ?? true);
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (isBehindDialog()) return;
      const isControl = event.ctrlKey || event.metaKey;
      const isSlash = event.key === '/' && hasLetters && !isControl && !isTyping(event.target);
      if (!isSlash && !(isControl && event.key.toLowerCase() === 'f')) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [input, hasLetters]);
}
