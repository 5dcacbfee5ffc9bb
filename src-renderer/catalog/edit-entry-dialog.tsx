import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { ask } from '../bridge.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { changeOf, draftOf, type EntryDraft, policyChangeOf } from './entry-draft.ts';
import { EntryForm } from './entry-form.tsx';

interface EditEntryDialogProps {
  readonly view: EntryView;
  /** The person came to give it a new secret: the focus is there. */
  readonly isForSecret: boolean;
  readonly onClose: () => void;
}

export function EditEntryDialog({ view, isForSecret, onClose }: EditEntryDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<EntryDraft>(() => draftOf(view));
  const save = async (): Promise<void> => {
    const policy = policyChangeOf(draft, view);
    const { entryId } = await ask('entry:edit', changeOf(draft, view));
    if (policy === null || entryId === null) return;
    await ask('policy:set', { of: 'entry', reference: entryId, ...policy, reason: null });
  };
  return (
    <EntryDialog
      title={t('entryForm.editTitle', { name: view.name })}
      submitLabel={t('entryForm.save')}
      canSubmit={draft.name.trim() !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      <EntryForm
        isNew={false}
        isForSecret={isForSecret}
        isOurs={view.keyId !== null}
        draft={draft}
        onChange={(change) => setDraft({ ...draft, ...change })}
      />
    </EntryDialog>
  );
}
