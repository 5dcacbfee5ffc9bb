import { DuePane } from '../due/due-pane.tsx';
import { usePlace } from '../state/place.ts';
import { AddEntryDialog } from './add-entry-dialog.tsx';
import styles from './catalog.module.css';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState } from './catalog-state.ts';
import { DropZone } from './drop-zone.tsx';
import { EditEntryDialog } from './edit-entry-dialog.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { focusList } from './focus-list.ts';
import { ImportDialog } from './import-dialog.tsx';
import { ListDivider } from './list-divider.tsx';
import { ListPane } from './list-pane.tsx';
import { useCatalog } from './use-catalog.ts';

/** A list of the sidebar: the whole width as a table, or beside the key that is chosen in it. */
export function Catalog({ section }: { readonly section: CatalogSection }) {
  const catalog = useCatalog(section);
  const chosenId = usePlace((place) => place.chosenId);
  const chosen = catalog.find(chosenId);
  return (
    <DropZone>
      <div className={styles['catalog']} data-has-detail={chosen !== null || undefined}>
        {section === 'due' ? (
          <DuePane catalog={catalog} chosen={chosen} />
        ) : (
          <ListPane section={section} catalog={catalog} chosen={chosen} />
        )}
        {chosen !== null && <ListDivider />}
        {chosen !== null && (
          <EntryDetail
            key={chosen.id}
            view={chosen.view}
            nowMs={catalog.nowMs}
            onClose={() => {
              usePlace.getState().choose(null);
              requestAnimationFrame(focusList);
            }}
          />
        )}
      </div>
      <Dialogs />
    </DropZone>
  );
}

function Dialogs() {
  const dialog = useCatalogState((state) => state.dialog);
  const close = (): void => useCatalogState.getState().open(null);
  if (dialog?.kind === 'add') return <AddEntryDialog onClose={close} />;
  if (dialog?.kind === 'edit') {
    const { view, isForSecret = false } = dialog;
    return <EditEntryDialog view={view} isForSecret={isForSecret} onClose={close} />;
  }
  if (dialog?.kind === 'import') {
    return <ImportDialog text={dialog.text} source={dialog.source} onClose={close} />;
  }
  return null;
}
