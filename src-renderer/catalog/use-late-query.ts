/** The query of a section as the rows follow it: a letter that is typed shows at once, and what it finds when the page has time. */
import { startTransition, useEffect, useState } from 'react';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState } from './catalog-state.ts';

export function useLateQuery(section: CatalogSection): string {
  const [late, setLate] = useState(() => ({ section, query: typedQuery(section) }));
  useEffect(() => {
    const follow = (): void =>
      startTransition(() =>
        setLate((before) => {
          const query = typedQuery(section);
          const isSame = before.section === section && before.query === query;
          return isSame ? before : { section, query };
        }),
      );
    follow();
    return useCatalogState.subscribe(follow);
  }, [section]);
  return late.section === section ? late.query : typedQuery(section);
}

function typedQuery(section: CatalogSection): string {
  return useCatalogState.getState().queries[section] ?? '';
}
