import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, tell } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { SelectField } from '../design/select-field.tsx';
import { notify } from '../design/toasts.tsx';
import { usePlace } from '../state/place.ts';
import { useCatalogState } from './catalog-state.ts';
import { attempt } from './entry-actions.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { EMPTY_DRAFT, type EntryDraft, newEntryOf, policyChangeOf } from './entry-draft.ts';
import styles from './entry-form.module.css';
import { EntryForm } from './entry-form.tsx';
import { ENTRY_TEMPLATES, type EntryTemplate } from './entry-templates.ts';

export function AddEntryDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<EntryDraft>(EMPTY_DRAFT);
  const [template, setTemplate] = useState<EntryTemplate | null>(null);
  const choose = (id: string): void => {
    const next = ENTRY_TEMPLATES.find((known) => known.id === id) ?? null;
    setDraft(fillIn(draft, template, next));
    setTemplate(next);
  };
  const add = async (): Promise<void> => {
    const policy = policyChangeOf(draft, null);
    const added = await ask('entry:add', newEntryOf(draft));
    if (policy !== null && added.entryId !== null) {
      const of = { of: 'entry', reference: added.entryId, reason: null } as const;
      await ask('policy:set', { ...of, ...policy });
    }
    useCatalogState.getState().moveTo(added.entryId);
    usePlace.getState().go('all', added.entryId);
    notify({ title: t('entryForm.added', { name: added.name }) });
  };
  return (
    <EntryDialog
      title={t('entryForm.addTitle')}
      text={t('entryForm.addText')}
      submitLabel={t('entryForm.add')}
      canSubmit={draft.name.trim() !== ''}
      onSubmit={add}
      onClose={onClose}
    >
      <SelectField
        label={t('entryForm.service')}
        value={template?.id ?? ''}
        options={[
          { value: '', label: t('entryForm.noService') },
          ...ENTRY_TEMPLATES.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={choose}
      />
      {template !== null && <Console url={template.url} />}
      <EntryForm
        isNew
        draft={draft}
        onChange={(change) => setDraft({ ...draft, ...change })}
        secretNote={
          template?.form == null ? undefined : t('entryForm.serviceNote', { form: template.form })
        }
      />
    </EntryDialog>
  );
}

function Console({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  return (
    <Button
      look="quiet"
      size="small"
      className={styles['console']}
      icon={<ExternalLink />}
      onClick={() => void attempt(async () => void (await tell('link:open', { url })))}
    >
      {t('entryForm.openConsole')}
    </Button>
  );
}

/** What the person typed stays; what the former template filled in goes with it. */
function fillIn(
  draft: EntryDraft,
  before: EntryTemplate | null,
  next: EntryTemplate | null,
): EntryDraft {
  const isFree = (typed: string, filled: string | undefined): boolean =>
    typed === '' || typed === filled;
  return {
    ...draft,
    name: isFree(draft.name, before?.name) ? (next?.name ?? '') : draft.name,
    url: isFree(draft.url, before?.url) ? (next?.url ?? '') : draft.url,
    kind: next?.kind ?? draft.kind,
  };
}
