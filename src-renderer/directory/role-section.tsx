import { Plus, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { DataTable } from '../design/data-table.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { TextArea, TextField } from '../design/field.tsx';
import { Page } from '../design/page.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { useAnswer } from '../state/answer.ts';
import { CreateDialog, textOf } from './create-dialog.tsx';
import { useKeyCounts } from './key-counts.ts';

export function RoleSection() {
  const { t } = useTranslation();
  const [isCreating, setCreating] = useState(false);
  const { answer, again } = useAnswer('role:list', {});
  const counts = useKeyCounts((key) => key.roles);
  const button = (
    <Button look="primary" icon={<Plus />} onClick={() => setCreating(true)}>
      {t('directory.newRole')}
    </Button>
  );
  const items = answer?.items ?? [];
  return (
    <Page
      title={t('shell.roles')}
      text={t('directory.rolesText')}
      actions={items.length > 0 && button}
    >
      {items.length > 0 && (
        <DataTable
          label={t('shell.roles')}
          rows={items}
          keyOf={(role) => role.id}
          columns={[
            { heading: t('directory.name'), cell: (role) => role.name, look: 'strong' },
            {
              heading: t('directory.permissions'),
              cell: (role) => role.permissions.join(', '),
              look: 'mono',
            },
            { heading: t('directory.keys'), cell: (role) => counts.get(role.name) ?? 0 },
            {
              heading: t('directory.created'),
              cell: (role) => <RelativeTime atMs={role.createdAtMs} />,
              look: 'soft',
            },
          ]}
        />
      )}
      {answer !== null && items.length === 0 && (
        <EmptyState
          icon={<ShieldCheck />}
          title={t('directory.noRoles')}
          text={t('directory.noRolesText')}
        >
          {button}
        </EmptyState>
      )}
      {isCreating && <NewRole onClose={() => setCreating(false)} onMade={again} />}
    </Page>
  );
}

function NewRole({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: () => void;
}) {
  const { t } = useTranslation();
  const create = async (fields: FormData): Promise<void> => {
    await ask('role:create', {
      name: textOf(fields, 'name'),
      permissions: textOf(fields, 'permissions').split(/[\s,]+/),
    });
    onMade();
  };
  return (
    <CreateDialog title={t('directory.newRole')} onClose={onClose} create={create}>
      <TextField name="name" label={t('directory.name')} hint={t('directory.nameHint')} required />
      <TextArea
        name="permissions"
        label={t('directory.permissions')}
        hint={t('directory.permissionsHint')}
        required
      />
    </CreateDialog>
  );
}
