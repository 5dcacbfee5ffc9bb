import { Popover } from '@base-ui/react/popover';
import { Bookmark } from 'lucide-react';
import { type FormEvent, memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { notify } from '../design/toasts.tsx';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState } from './catalog-state.ts';
import { attempt } from './entry-actions.ts';
import styles from './save-view.module.css';
import { saveView } from './saved-views.ts';

/** Gives the search a name and a place in the sidebar. Knows the query only while it is open: it is not drawn anew for each letter. */
export const SaveView = memo(function SaveView({ section }: { readonly section: CatalogSection }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger render={<IconButton label={t('catalog.saveView')} />}>
        <Bookmark />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end">
          <Popover.Popup className={styles['popup']} aria-label={t('catalog.saveView')}>
            <NameForm section={section} onSaved={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
});

interface NameFormProps {
  readonly section: CatalogSection;
  readonly onSaved: () => void;
}

function NameForm({ section, onSaved }: NameFormProps) {
  const { t } = useTranslation();
  const query = useCatalogState(({ queries }) => queries[section] ?? '').trim();
  const [name, setName] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(async () => {
      await saveView({ name: name.trim(), query });
      onSaved();
      notify({ title: t('catalog.viewSaved', { name: name.trim() }) });
    });
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <TextField
        label={t('catalog.viewName')}
        value={name}
        maxLength={40}
        autoFocus
        onChange={(event) => setName(event.target.value)}
      />
      <code className={styles['query']}>{query}</code>
      <Button type="submit" disabled={name.trim() === '' || query === ''}>
        {t('catalog.viewSave')}
      </Button>
    </form>
  );
}
