import { Plus, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OWNER_KINDS } from '../../src-shared/model/names.ts';
import { ask } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { DataTable } from '../design/data-table.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { TextField } from '../design/field.tsx';
import { Page } from '../design/page.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { SelectField } from '../design/select-field.tsx';
import { useAnswer } from '../state/answer.ts';
import { CreateDialog, textOf } from './create-dialog.tsx';
import { useKeyCounts } from './key-counts.ts';

export function OwnerSection() {
  const { t } = useTranslation();
  const [isCreating, setCreating] = useState(false);
  const { answer, again } = useAnswer('owner:list', {});
  const counts = useKeyCounts((key) => key.owner.id);
  const button = (
    <Button look="primary" icon={<Plus />} onClick={() => setCreating(true)}>
      {t('directory.newOwner')}
    </Button>
  );
  const items = answer?.items ?? [];
  return (
    <Page
      title={t('shell.owners')}
      text={t('directory.ownersText')}
      actions={items.length > 0 && button}
    >
      {items.length > 0 && (
        <DataTable
          label={t('shell.owners')}
          rows={items}
          keyOf={(owner) => owner.id}
          columns={[
            { heading: t('directory.name'), cell: (owner) => owner.name, look: 'strong' },
            { heading: t('directory.kind'), cell: (owner) => t(`directory.kinds.${owner.kind}`) },
            { heading: t('directory.keys'), cell: (owner) => counts.get(owner.id) ?? 0 },
            {
              heading: t('directory.created'),
              cell: (owner) => <RelativeTime atMs={owner.createdAtMs} />,
              look: 'soft',
            },
          ]}
        />
      )}
      {answer !== null && items.length === 0 && (
        <EmptyState
          icon={<Users />}
          title={t('directory.noOwners')}
          text={t('directory.noOwnersText')}
        >
          {button}
        </EmptyState>
      )}
      {isCreating && <NewOwner onClose={() => setCreating(false)} onMade={again} />}
    </Page>
  );
}

function NewOwner({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: () => void;
}) {
  const { t } = useTranslation();
  const create = async (fields: FormData): Promise<void> => {
    await ask('owner:create', { label: `${textOf(fields, 'kind')}:${textOf(fields, 'name')}` });
    onMade();
  };
  return (
    <CreateDialog title={t('directory.newOwner')} onClose={onClose} create={create}>
      <SelectField
        name="kind"
        label={t('directory.kind')}
        options={OWNER_KINDS.map((kind) => ({ value: kind, label: t(`directory.kinds.${kind}`) }))}
      />
      <TextField
        name="name"
        label={t('directory.ownerName')}
        hint={t('directory.ownerHint')}
        required
      />
    </CreateDialog>
  );
}
