import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseGrant } from '../../src-shared/permission/grant.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { PickList } from '../design/pick-list.tsx';
import { grantWords } from '../sentence/grant-words.ts';
import { errorText } from '../state/error-text.ts';
import type { StepProps } from './issue-step-fields.tsx';
import styles from './issue-wizard.module.css';
import { suggestedGrants } from './suggested-grants.ts';

/** Picked from what keys and roles hold already; a new permission is typed and read back in words. */
export function PermissionFields({ draft, facts, fault, onChange }: StepProps) {
  const { t } = useTranslation();
  const offered = suggestedGrants(facts, draft.api);
  const grants = [...new Set([...offered, ...draft.permissions])];
  return (
    <>
      {facts.roles.length > 0 && (
        <PickList
          label={t('issue.roles')}
          hasFocus
          chosen={draft.roles}
          onChange={(roles) => onChange({ roles })}
          picks={facts.roles.map(({ name, permissions }) => ({
            value: name,
            label: name,
            text: permissions.join(', '),
          }))}
        />
      )}
      {grants.length > 0 && (
        <PickList
          label={t('issue.grants')}
          hasFocus={facts.roles.length === 0}
          chosen={draft.permissions}
          onChange={(permissions) => onChange({ permissions })}
          picks={grants.map((grant) => ({
            value: grant,
            label: <span className="mono">{grant}</span>,
            text: grantWords(grant, t),
          }))}
        />
      )}
      <TypedGrant
        hasFocus={facts.roles.length === 0 && grants.length === 0}
        fault={fault}
        onAdd={(grant) => onChange({ permissions: [...new Set([...draft.permissions, grant])] })}
      />
      {draft.permissions.length + draft.roles.length === 0 && (
        <p className={styles['note']}>{t('issue.noGrants')}</p>
      )}
    </>
  );
}

interface TypedGrantProps {
  readonly hasFocus: boolean;
  readonly fault: string | null;
  readonly onAdd: (grant: string) => void;
}

function TypedGrant({ hasFocus, fault, onAdd }: TypedGrantProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [typedFault, setTypedFault] = useState<string | null>(null);
  const add = (): void => {
    const grant = typed.trim();
    try {
      parseGrant(grant);
    } catch (error) {
      setTypedFault(errorText(error));
      return;
    }
    onAdd(grant);
    setTyped('');
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || typed.trim() === '') return;
    event.preventDefault();
    add();
  };
  return (
    <div className={styles['withButton']}>
      <TextField
        label={t('issue.addGrant')}
        hint={t('issue.addGrantHint')}
        value={typed}
        isMono
        autoFocus={hasFocus}
        onChange={(event) => {
          setTyped(event.target.value);
          setTypedFault(null);
        }}
        onKeyDown={press}
        fault={typedFault ?? fault}
      />
      <Button onClick={add} disabled={typed.trim() === ''}>
        {t('issue.add')}
      </Button>
    </div>
  );
}
