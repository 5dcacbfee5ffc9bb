import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './catalog.module.css';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState } from './catalog-state.ts';
import { commonTags, hasTag, type Row, toggleTag } from './rows.ts';

const SHOWN = 8;

interface TagChipsProps {
  readonly section: CatalogSection;
  readonly rows: readonly Row[];
  readonly query: string;
}

/** The tags that most keys of the section have; pressing one narrows the list to it. */
export function TagChips({ section, rows, query }: TagChipsProps) {
  const { t } = useTranslation();
  const tags = useMemo(() => commonTags(rows, SHOWN), [rows]);
  if (tags.length === 0) return null;
  return (
    <ul className={styles['tags']} aria-label={t('catalog.tags')}>
      {tags.map((tag) => (
        <li key={tag}>
          <button
            type="button"
            className={styles['tag']}
            aria-pressed={hasTag(query, tag)}
            onClick={() => useCatalogState.getState().search(section, toggleTag(query, tag))}
          >
            {tag}
          </button>
        </li>
      ))}
    </ul>
  );
}
