import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../src-shared/contract/engine-answers.ts';
import type { ApiRecord } from '../../src-shared/model/store-records.ts';
import { Button } from '../design/button.tsx';
import { DataTable } from '../design/data-table.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { ApiPolicyDialog } from '../policy/api-policy-dialog.tsx';
import { useAnswer } from '../state/answer.ts';
import styles from './api-table.module.css';
import { useKeyCounts } from './key-counts.ts';

const DAY_MS = 86_400_000;

/** The APIs, with how many keys each has and how old they may become, which is changed from here. */
export function ApiTable({ apis }: { readonly apis: readonly ApiRecord[] }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<ApiRecord | null>(null);
  const policies = useAnswer('policy:list', {}).answer?.apis ?? [];
  const counts = useKeyCounts((key) => key.api.id);
  const policyOf = ({ id }: ApiRecord): PolicyView | null =>
    policies.find((policy) => policy.id === id) ?? null;
  return (
    <>
      <DataTable
        label={t('shell.apis')}
        rows={apis}
        keyOf={(api) => api.id}
        columns={[
          { heading: t('directory.name'), cell: (api) => api.name, look: 'strong' },
          { heading: t('directory.prefix'), cell: (api) => `${api.prefix}_`, look: 'mono' },
          { heading: t('directory.environments'), cell: (api) => api.environments.join(', ') },
          { heading: t('directory.keys'), cell: (api) => counts.get(api.id) ?? 0 },
          {
            heading: t('policy.age'),
            cell: (api) => (
              <AgeButton
                name={api.name}
                maxAgeMs={policyOf(api)?.maxAgeMs ?? null}
                onPress={() => setEdited(api)}
              />
            ),
          },
          {
            heading: t('directory.created'),
            cell: (api) => <RelativeTime atMs={api.createdAtMs} />,
            look: 'soft',
          },
        ]}
      />
      {edited !== null && (
        <ApiPolicyDialog api={edited} policy={policyOf(edited)} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

interface AgeButtonProps {
  readonly name: string;
  /** Null: they may grow old. */
  readonly maxAgeMs: number | null;
  readonly onPress: () => void;
}

function AgeButton({ name, maxAgeMs, onPress }: AgeButtonProps) {
  const { t } = useTranslation();
  return (
    <Button
      look="quiet"
      size="small"
      className={styles['age']}
      title={t('policy.change', { name })}
      onClick={onPress}
    >
      {maxAgeMs === null
        ? t('policy.set')
        : t('policy.days', { count: Math.round(maxAgeMs / DAY_MS) })}
    </Button>
  );
}
