import { TriangleAlert } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { formatOwnerLabel } from '../../src-shared/model/names.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { useNow } from '../design/relative-time.tsx';
import { relativeTime } from '../design/time-words.ts';
import { Consequences } from './consequences.tsx';
import { hitsOf } from './hits.ts';
import styles from './revoke-dialog.module.css';
import { RevokeFields, type RevokeWish } from './revoke-fields.tsx';
import { useRevoke } from './use-revoke.ts';

interface RevokeDialogProps {
  readonly view: KeyView;
  /** Null: the key with all its versions. */
  readonly versionId: string | null;
  readonly onClose: () => void;
}

/** Says what it hits, asks why, and for a live key wants its name typed. */
export function RevokeDialog({ view, versionId, onClose }: RevokeDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const { key } = view;
  const isLive = key.environment === 'live';
  const [wish, setWish] = useState<RevokeWish>({ code: 'other', note: '', typed: '' });
  const [nameFault, setNameFault] = useState<string | null>(null);
  const { fault, isBusy, revoke } = useRevoke(view, versionId, onClose);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isLive && wish.typed.trim() !== key.name) setNameFault(t('rotation.typeNameFault'));
    else void revoke(wish);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="wide"
      title={
        versionId === null
          ? t('rotation.revokeTitle', { name: key.name })
          : t('rotation.revokeVersionTitle', { name: key.name, id: versionId })
      }
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} look="danger" isBusy={isBusy}>
            {t('rotation.revoke')}
          </Button>
        </>
      }
    >
      {isLive && (
        <p className={styles['live']}>
          <TriangleAlert aria-hidden="true" />
          {t('rotation.liveBanner')}
        </p>
      )}
      <HitList view={view} versionId={versionId} />
      <form id={form} className={styles['form']} onSubmit={submit}>
        <RevokeFields
          name={isLive ? key.name : null}
          wish={wish}
          onChange={(change) => {
            setWish({ ...wish, ...change });
            setNameFault(null);
          }}
          fault={fault}
          nameFault={nameFault}
        />
      </form>
    </Dialog>
  );
}

function HitList({ view, versionId }: Omit<RevokeDialogProps, 'onClose'>) {
  const { t } = useTranslation();
  const nowMs = Math.max(useNow(), view.nowMs);
  const { workingVersions: count, lastUsedAtMs } = hitsOf(view, versionId, nowMs);
  const owner = formatOwnerLabel(view.key.owner);
  return (
    <Consequences
      title={t('rotation.hits')}
      items={[
        {
          kind: 'stop',
          text: count === 0 ? t('rotation.hitsNoVersion') : t('rotation.hitsVersions', { count }),
        },
        lastUsedAtMs === null
          ? { kind: 'quiet', text: t('rotation.hitsUnused') }
          : {
              kind: 'use',
              text: t('rotation.hitsUse', { used: relativeTime(lastUsedAtMs, nowMs) }),
            },
        { kind: 'owner', text: t('rotation.hitsOwner', { owner, api: view.key.api.name }) },
        { kind: 'forever', text: t('rotation.hitsForever') },
      ]}
    />
  );
}
