import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { Button } from '../design/button.tsx';
import { ChoiceList } from '../design/choice-list.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import type { GraceValue } from './grace-choice.tsx';
import { readGrace } from './grace-length.ts';
import { LeakedPlan } from './leaked-plan.tsx';
import styles from './rotate-dialog.module.css';
import { RotatedDialog } from './rotated-dialog.tsx';
import { RoutinePlan } from './routine-plan.tsx';
import { useRotate } from './use-rotate.ts';

type Mode = 'routine' | 'leaked';

interface RotateDialogProps {
  readonly view: KeyView;
  readonly onClose: () => void;
}

const HOUR_MS = 3_600_000;

/** Chooses how to rotate, does it, and shows the new secret. While a grace period runs only a leak is a reason to rotate again. */
export function RotateDialog({ view, onClose }: RotateDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const isRoutinePossible = view.status !== 'rotating';
  const [mode, setMode] = useState<Mode>(isRoutinePossible ? 'routine' : 'leaked');
  const [grace, setGrace] = useState<GraceValue>({ choice: String(HOUR_MS), custom: '' });
  const [reason, setReason] = useState('');
  const read = readGrace(grace, t('rotation.customGrace'));
  const { lengthMs } = read;
  const isLeaked = mode === 'leaked';
  const { rotated, fault, isBusy, rotate } = useRotate(view);
  const isReady = isLeaked || lengthMs !== null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) void rotate({ isLeaked, lengthMs, reason: reason.trim() });
  };
  if (rotated !== null) return <RotatedDialog rotated={rotated} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="wide"
      title={t('rotation.rotateTitle', { name: view.key.name })}
      text={t(isLeaked ? 'rotation.rotateLeakedText' : 'rotation.rotateText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            look={isLeaked ? 'danger' : 'primary'}
            isBusy={isBusy}
            disabled={!isReady}
          >
            {t(isLeaked ? 'rotation.doLeaked' : 'rotation.doRotate')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles['form']} onSubmit={submit}>
        <ModeChoice value={mode} onChange={setMode} isRoutinePossible={isRoutinePossible} />
        {isLeaked ? (
          <LeakedPlan view={view} />
        ) : (
          <RoutinePlan view={view} grace={grace} onGrace={setGrace} read={read} />
        )}
        <TextField
          label={t('rotation.reason')}
          placeholder={t('rotation.optional')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          fault={fault}
        />
      </form>
    </Dialog>
  );
}

interface ModeChoiceProps {
  readonly value: Mode;
  readonly onChange: (mode: Mode) => void;
  readonly isRoutinePossible: boolean;
}

function ModeChoice({ value, onChange, isRoutinePossible }: ModeChoiceProps) {
  const { t } = useTranslation();
  const modes: readonly Mode[] = isRoutinePossible ? ['routine', 'leaked'] : ['leaked'];
  return (
    <ChoiceList
      label={t('rotation.mode')}
      value={value}
      onChange={onChange}
      hasFocus
      choices={modes.map((mode) => ({
        value: mode,
        label: t(`rotation.${mode}`),
        text: t(`rotation.${mode}Text`),
      }))}
    />
  );
}
