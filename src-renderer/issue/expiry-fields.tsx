import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceList } from '../design/choice-list.tsx';
import { TextField } from '../design/field.tsx';
import { useNow } from '../design/relative-time.tsx';
import { dayText } from '../design/time-words.ts';
import { faultyTimeOf } from './issue-draft.ts';
import type { StepProps } from './issue-step-fields.tsx';
import styles from './issue-wizard.module.css';

const DAY_MS = 86_400_000;

export function ExpiryFields({ draft, fault, onChange }: StepProps) {
  const { t } = useTranslation();
  const nowMs = useNow();
  const isOfBegin = fault !== null && faultyTimeOf(draft, nowMs) === 'begin';
  const endFault = isOfBegin ? null : fault;
  const inDays = (days: '30' | '90' | '365') => ({
    value: days,
    label: t(`issue.in${days}`),
    text: dayText(nowMs + Number(days) * DAY_MS),
  });
  return (
    <>
      <ChoiceList
        label={t('issue.expiry')}
        hasFocus={!isOfBegin}
        value={draft.expiry}
        onChange={(expiry) => onChange({ expiry })}
        choices={[
          inDays('30'),
          inDays('90'),
          inDays('365'),
          { value: 'date', label: t('issue.onDate') },
          { value: 'never', label: t('issue.noEnd') },
        ]}
      />
      {draft.expiry === 'date' ? (
        <TextField
          label={t('issue.date')}
          type="date"
          value={draft.lastDay}
          onChange={(event) => onChange({ lastDay: event.target.value })}
          fault={endFault}
        />
      ) : (
        endFault !== null && (
          <p className={styles['fault']} role="alert">
            {endFault}
          </p>
        )
      )}
      {draft.expiry === 'never' && <p className={styles['note']}>{t('issue.noEndText')}</p>}
      <BeginFields draft={draft} fault={isOfBegin ? fault : null} onChange={onChange} />
    </>
  );
}

function BeginFields({ draft, fault, onChange }: Omit<StepProps, 'facts'>) {
  const { t } = useTranslation();
  const firstDay = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The last field of a long step: what is wrong with it may lie out of sight.
    if (fault !== null) firstDay.current?.focus();
  }, [fault]);
  return (
    <>
      <ChoiceList
        label={t('issue.begin')}
        layout="pills"
        value={draft.begin}
        onChange={(begin) => onChange({ begin })}
        choices={[
          { value: 'now', label: t('issue.atOnce') },
          { value: 'date', label: t('issue.onDate') },
        ]}
      />
      {draft.begin === 'date' && (
        <TextField
          ref={firstDay}
          label={t('issue.firstDay')}
          type="date"
          value={draft.firstDay}
          onChange={(event) => onChange({ firstDay: event.target.value })}
          fault={fault}
        />
      )}
    </>
  );
}
