import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { absoluteTime } from '../design/time-words.ts';
import { allowedEndMs } from './extension-steps.ts';
import { GraceChoice, type GraceValue } from './grace-choice.tsx';
import { readGrace } from './grace-length.ts';
import type { Grace } from './life-line-shape.ts';
import { extendRotation } from './rotation-calls.ts';

interface ExtendDialogProps {
  readonly view: KeyView;
  readonly grace: Grace;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const HOUR_MS = 3_600_000;
const CHOICES_MS = [HOUR_MS, 24 * HOUR_MS, 168 * HOUR_MS];

export function ExtendDialog({ view, grace, isOpen, onClose }: ExtendDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const [value, setValue] = useState<GraceValue>({ choice: String(HOUR_MS), custom: '' });
  const [isBusy, setBusy] = useState(false);
  const { lengthMs, fault } = readGrace(value, t('rotation.extendBy'));
  const endMs = lengthMs === null ? null : allowedEndMs(grace, grace.endsAtMs + lengthMs);
  const extend = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (endMs === null) return;
    setBusy(true);
    if (await extendRotation(view, endMs - grace.endsAtMs, t)) onClose();
    setBusy(false);
  };
  const latest = absoluteTime(grace.latestEndMs);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('rotation.extendTitle', { name: view.key.name })}
      text={t('rotation.extendText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            isBusy={isBusy}
            disabled={endMs === null || endMs <= grace.endsAtMs}
          >
            {t('rotation.board.extend')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void extend(event)}>
        <GraceChoice
          label={t('rotation.extendBy')}
          choicesMs={CHOICES_MS}
          value={value}
          onChange={setValue}
          fault={fault}
        />
      </form>
      <p>
        {t('rotation.newEnd')}: <strong>{endMs === null ? '…' : absoluteTime(endMs)}</strong>.{' '}
        {t('rotation.atMostUntil', { time: latest })}
      </p>
    </Dialog>
  );
}
