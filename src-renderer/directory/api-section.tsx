import { LibraryBig, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { TextField } from '../design/field.tsx';
import { Page } from '../design/page.tsx';
import { IssueButton } from '../issue/issue-button.tsx';
import { useAnswer } from '../state/answer.ts';
import { ApiTable } from './api-table.tsx';
import { CreateDialog, textOf } from './create-dialog.tsx';

export function ApiSection() {
  const { t } = useTranslation();
  const [isCreating, setCreating] = useState(false);
  const { answer, again } = useAnswer('api:list', {});
  const button = (
    <Button look="primary" icon={<Plus />} onClick={() => setCreating(true)}>
      {t('directory.newApi')}
    </Button>
  );
  const items = answer?.items ?? [];
  return (
    <Page
      title={t('shell.apis')}
      text={t('directory.apisText')}
      actions={
        items.length > 0 && (
          <>
            <IssueButton look="plain" />
            {button}
          </>
        )
      }
    >
      {items.length > 0 && <ApiTable apis={items} />}
      {answer !== null && items.length === 0 && (
        <EmptyState
          icon={<LibraryBig />}
          title={t('directory.noApis')}
          text={t('directory.noApisText')}
        >
          {button}
        </EmptyState>
      )}
      {isCreating && <NewApi onClose={() => setCreating(false)} onMade={again} />}
    </Page>
  );
}

function NewApi({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: () => void;
}) {
  const { t } = useTranslation();
  const create = async (fields: FormData): Promise<void> => {
    await ask('api:create', {
      name: textOf(fields, 'name'),
      prefix: textOf(fields, 'prefix'),
      environments: textOf(fields, 'environments').split(/[\s,]+/),
    });
    onMade();
  };
  return (
    <CreateDialog title={t('directory.newApi')} onClose={onClose} create={create}>
      <TextField name="name" label={t('directory.name')} hint={t('directory.nameHint')} required />
      <TextField
        name="prefix"
        label={t('directory.prefix')}
        hint={t('directory.prefixHint')}
        isMono
        required
      />
      <TextField
        name="environments"
        label={t('directory.environments')}
        hint={t('directory.environmentsHint')}
        defaultValue="live test"
        required
      />
    </CreateDialog>
  );
}
