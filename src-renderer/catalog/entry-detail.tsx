import { ArchiveRestore, ArrowLeft, Pencil, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { Bitting } from '../design/bitting.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { Environment } from '../design/environment.tsx';
import { StatusPill } from '../design/status-pill.tsx';
import { useCatalogState } from './catalog-state.ts';
import { shownStatus, useLeadDays } from './due.ts';
import { restoreEntry, trashEntry } from './entry-actions.ts';
import styles from './entry-detail.module.css';
import { EntryFacts } from './entry-facts.tsx';
import { EntryHistory } from './entry-history.tsx';
import { KeyPart } from './key-part.tsx';
import { kindKey } from './kinds.ts';
import { bittingId } from './rows.ts';
import { SecretLine } from './secret-line.tsx';
import { bittingTone } from './tones.ts';

interface EntryDetailProps {
  readonly view: EntryView;
  readonly nowMs: number;
  readonly onClose: () => void;
}

export function EntryDetail({ view, nowMs, onClose }: EntryDetailProps) {
  const { t } = useTranslation();
  const leadDays = useLeadDays();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // In one column the list is gone, and with it the focus.
    if (document.activeElement === document.body) head.current?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    // A dialog opened from here is no part of the page's tree, and its keys are its own.
    if (!event.currentTarget.contains(event.target as Node)) return;
    const canEdit = view.entryId !== null && view.deletedAtMs === null;
    const isEdit = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'e' && canEdit;
    if (event.key !== 'Escape' && !isEdit) return;
    event.preventDefault();
    if (isEdit) useCatalogState.getState().open({ kind: 'edit', view });
    else onClose();
  };
  return (
    <article
      className={styles['detail']}
      aria-label={t('entry.detail', { name: view.name })}
      onKeyDown={onKeyDown}
    >
      <header className={styles['head']}>
        <IconButton label={t('common.back')} className={styles['back']} onClick={onClose}>
          <ArrowLeft />
        </IconButton>
        <Bitting id={bittingId(view)} size="large" tone={bittingTone(view.status)} />
        <div className={styles['title']}>
          <h2 ref={head} tabIndex={-1} className="selectable">
            {view.name}
          </h2>
          <p className={styles['under']}>
            <StatusPill status={shownStatus(view, leadDays, nowMs)} />
            {view.environment !== null && <Environment name={view.environment} />}
            <span>{t(kindKey(view.kind))}</span>
          </p>
        </div>
        <Actions view={view} />
        <IconButton label={t('entry.close')} className={styles['close']} onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <div className={styles['body']}>
        {view.deletedAtMs === null && <SecretLine view={view} />}
        {view.keyId !== null && view.deletedAtMs === null && (
          <KeyPart keyId={view.keyId} isKnown={view.status !== 'unknown'} />
        )}
        <EntryFacts view={view} />
        {view.entryId !== null && view.version !== null && (
          <EntryHistory
            entryId={view.entryId}
            version={view.version}
            isOurs={view.keyId !== null}
          />
        )}
      </div>
    </article>
  );
}

function Actions({ view }: { readonly view: EntryView }) {
  const { t } = useTranslation();
  if (view.entryId === null) return null;
  if (view.deletedAtMs !== null) {
    return (
      <Button look="primary" icon={<ArchiveRestore />} onClick={() => void restoreEntry(view)}>
        {t('entry.restore')}
      </Button>
    );
  }
  return (
    <>
      <Button
        icon={<Pencil />}
        onClick={() => useCatalogState.getState().open({ kind: 'edit', view })}
      >
        {t('entry.edit')}
      </Button>
      <IconButton label={t('entry.trash')} onClick={() => void trashEntry(view)}>
        <Trash2 />
      </IconButton>
    </>
  );
}
