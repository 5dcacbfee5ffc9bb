import { useTranslation } from 'react-i18next';
import { PasswordField, TextArea, TextField } from '../design/field.tsx';
import { SelectField } from '../design/select-field.tsx';
import { AgeFields } from '../policy/age-fields.tsx';
import { type EntryDraft, EXPIRY_CHOICES, type ExpiryChoice } from './entry-draft.ts';
import styles from './entry-form.module.css';
import { ADDED_KINDS, type AddedKind, kindKey } from './kinds.ts';

interface EntryFormProps {
  readonly draft: EntryDraft;
  readonly onChange: (change: Partial<EntryDraft>) => void;
  /** Of a key of ours only name, address, tags and notes are the vault's to change. */
  readonly isOurs?: boolean;
  /** An entry that exists keeps what is not changed. */
  readonly isNew: boolean;
  /** The focus begins at the secret. */
  readonly isForSecret?: boolean;
  readonly secretNote?: string | undefined;
}

export function EntryForm(props: EntryFormProps) {
  const { draft, onChange, isOurs = false, isNew, isForSecret = false, secretNote } = props;
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('entryForm.name')}
        hint={isNew ? t('entryForm.nameHint') : undefined}
        value={draft.name}
        maxLength={200}
        autoFocus={!isForSecret}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      {!isOurs && (
        <>
          <PasswordField
            label={t(isNew ? 'entryForm.secret' : 'entryForm.newSecret')}
            hint={isNew ? secretNote : t('entryForm.newSecretHint')}
            value={draft.secret}
            autoFocus={isForSecret}
            onChange={(event) => onChange({ secret: event.target.value })}
          />
          <KindAndExpiry draft={draft} onChange={onChange} isNew={isNew} />
          <AgeFields
            draft={draft.age}
            onChange={(change) => onChange({ age: { ...draft.age, ...change } })}
          />
        </>
      )}
      <TextField
        label={t('entryForm.url')}
        hint={isNew ? t('entryForm.urlHint') : undefined}
        type="url"
        value={draft.url}
        onChange={(event) => onChange({ url: event.target.value })}
      />
      <TextField
        label={t('entryForm.tags')}
        hint={t('entryForm.tagsHint')}
        value={draft.tags}
        onChange={(event) => onChange({ tags: event.target.value })}
      />
      <TextArea
        label={t('entryForm.notes')}
        value={draft.notes}
        maxLength={16_384}
        onChange={(event) => onChange({ notes: event.target.value })}
      />
    </>
  );
}

function KindAndExpiry({ draft, onChange, isNew }: EntryFormProps) {
  const { t } = useTranslation();
  const choices: readonly ExpiryChoice[] = isNew ? EXPIRY_CHOICES : ['keep', ...EXPIRY_CHOICES];
  return (
    <div className={styles['pair']}>
      <SelectField
        label={t('entryForm.kind')}
        value={draft.kind}
        options={ADDED_KINDS.map((kind) => ({ value: kind, label: t(kindKey(kind)) }))}
        onChange={(kind) => onChange({ kind: kind as AddedKind })}
      />
      <SelectField
        label={t('entryForm.expires')}
        value={draft.expiry}
        options={choices.map((choice) => ({
          value: choice,
          label: t(`entryForm.expiryChoices.${choice}`),
        }))}
        onChange={(expiry) => onChange({ expiry: expiry as ExpiryChoice })}
      />
      {draft.expiry === 'date' && (
        <TextField
          label={t('entryForm.date')}
          type="date"
          required
          value={draft.date}
          onChange={(event) => onChange({ date: event.target.value })}
        />
      )}
    </div>
  );
}
