import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../src-shared/contract/engine-answers.ts';
import type { ApiRecord } from '../../src-shared/model/store-records.ts';
import { ask } from '../bridge.ts';
import { CreateDialog } from '../directory/create-dialog.tsx';
import { type AgeDraft, ageDraftOf, policyOf } from './age-draft.ts';
import { AgeFields } from './age-fields.tsx';

interface ApiPolicyDialogProps {
  readonly api: ApiRecord;
  readonly policy: PolicyView | null;
  readonly onClose: () => void;
}

/** How old the keys of one API may become. */
export function ApiPolicyDialog({ api, policy, onClose }: ApiPolicyDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<AgeDraft>(() => ageDraftOf(policy));
  const save = (): Promise<unknown> =>
    ask('policy:set', { of: 'api', reference: api.id, ...policyOf(draft), reason: null });
  return (
    <CreateDialog
      title={t('policy.ofApi', { name: api.name })}
      confirm={t('settings.save')}
      onClose={onClose}
      create={save}
    >
      <p>{t('policy.ofApiText')}</p>
      <AgeFields draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
    </CreateDialog>
  );
}
