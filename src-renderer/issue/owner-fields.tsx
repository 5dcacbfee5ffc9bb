import { AppWindow, Handshake, User, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatOwnerLabel, OWNER_KINDS, type OwnerKind } from '../../src-shared/model/names.ts';
import { ChoiceList } from '../design/choice-list.tsx';
import { TextField } from '../design/field.tsx';
import type { StepProps } from './issue-step-fields.tsx';
import styles from './issue-wizard.module.css';

const ICONS: Record<OwnerKind, typeof User> = {
  person: User,
  team: Users,
  app: AppWindow,
  partner: Handshake,
};

export function OwnerFields({ draft, facts, fault, onChange }: StepProps) {
  const { t } = useTranslation();
  const known = facts.owners.map((owner) => {
    const Icon = ICONS[owner.kind];
    const count = facts.keys.filter(({ key }) => key.owner.id === owner.id).length;
    return {
      value: formatOwnerLabel(owner),
      label: owner.name,
      icon: <Icon aria-hidden="true" />,
      text: `${t(`issue.kinds.${owner.kind}`)} · ${t('issue.keysOf', { count })}`,
    };
  });
  const fresh = { value: 'new', label: t('issue.newOwner'), text: t('issue.newOwnerText') };
  return (
    <>
      {known.length > 0 && (
        <ChoiceList
          label={t('issue.owner')}
          isLabelHidden
          hasFocus
          value={draft.owner}
          onChange={(owner) => onChange({ owner })}
          choices={[...known, fresh]}
        />
      )}
      {draft.owner === 'new' && (
        <div className={styles['pair']}>
          <ChoiceList
            label={t('issue.ownerKind')}
            layout="pills"
            value={draft.ownerKind}
            onChange={(ownerKind) => onChange({ ownerKind })}
            choices={OWNER_KINDS.map((kind) => ({ value: kind, label: t(`issue.kinds.${kind}`) }))}
          />
          <TextField
            label={t('issue.ownerName')}
            hint={t('issue.ownerNameHint')}
            value={draft.ownerName}
            autoFocus={known.length === 0}
            onChange={(event) => onChange({ ownerName: event.target.value })}
            fault={fault}
          />
        </div>
      )}
    </>
  );
}
