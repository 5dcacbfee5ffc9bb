import { Bookmark, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../design/class-names.ts';
import { usePlace } from '../state/place.ts';
import { useCatalogState } from './catalog-state.ts';
import { attempt } from './entry-actions.ts';
import styles from './saved-view-items.module.css';
import { forgetView, type SavedView, useSavedViews } from './saved-views.ts';

/** The searches that a person kept, as items of the sidebar's list. */
export function SavedViewItems() {
  const views = useSavedViews();
  return views.map((view) => <Item key={view.name} view={view} />);
}

function Item({ view }: { readonly view: SavedView }) {
  const { t } = useTranslation();
  const section = usePlace((place) => place.section);
  const query = useCatalogState((state) => state.queries.all ?? '');
  const isCurrent = section === 'all' && query === view.query;
  const open = (): void => {
    useCatalogState.getState().search('all', view.query);
    usePlace.getState().go('all');
  };
  return (
    <li className={styles['item']}>
      <button
        type="button"
        className={classNames(styles['open'], isCurrent && styles['current'])}
        aria-current={isCurrent ? 'true' : undefined}
        title={view.query}
        onClick={open}
      >
        <Bookmark aria-hidden="true" />
        <span>{view.name}</span>
      </button>
      <button
        type="button"
        className={styles['forget']}
        aria-label={t('catalog.viewRemove', { name: view.name })}
        onClick={() => void attempt(() => forgetView(view))}
      >
        <X aria-hidden="true" />
      </button>
    </li>
  );
}
