import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { ask } from '../bridge.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { changeOf, draftOf, type EntryDraft } from './entry-draft.ts';
import { EntryForm } from './entry-form.tsx';

interface EditEntryDialogProps {
  readonly view: EntryView;
  readonly onClose: () => void;
}

export function EditEntryDialog({ view, onClose }: EditEntryDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<EntryDraft>(() => draftOf(view));
  return (
    <EntryDialog
      title={t('entryForm.editTitle', { name: view.name })}
      submitLabel={t('entryForm.save')}
      canSubmit={draft.name.trim() !== ''}
      onSubmit={async () => void (await ask('entry:edit', changeOf(draft, view)))}
      onClose={onClose}
    >
      <EntryForm
        isNew={false}
        isOurs={view.keyId !== null}
        draft={draft}
        onChange={(change) => setDraft({ ...draft, ...change })}
      />
    </EntryDialog>
  );
}
