import { Bell, CalendarClock, Server, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { InboxView } from '../../src-shared/desk/reminders-view.ts';
import { Button, IconButton } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { EmptyState } from '../design/empty-state.tsx';
import { Page } from '../design/page.tsx';
import { RelativeTime, useNow } from '../design/relative-time.tsx';
import { relativeTime } from '../design/time-words.ts';
import { useSession } from '../state/session.ts';
import { dismissNotices, openNotice, readNotices } from './inbox-actions.ts';
import styles from './inbox-section.module.css';

const ICONS = { due: CalendarClock, overdue: TriangleAlert, server: Server } as const;

/** Every notification once more: what it was about, when it came, whether it was seen. */
export function InboxSection() {
  const { t } = useTranslation();
  const inbox = useSession((session) => session.facts?.reminders.inbox) ?? [];
  const hasUnread = inbox.some(({ isRead }) => !isRead);
  return (
    <Page
      title={t('shell.inbox')}
      text={t('inbox.text')}
      actions={
        inbox.length > 0 && (
          <>
            <Button disabled={!hasUnread} onClick={() => void readNotices(null)}>
              {t('inbox.readAll')}
            </Button>
            <Button onClick={() => void dismissNotices(null)}>{t('inbox.dismissAll')}</Button>
          </>
        )
      }
    >
      {inbox.length === 0 ? (
        <EmptyState icon={<Bell />} title={t('inbox.none')} text={t('inbox.noneText')} />
      ) : (
        <ul className={styles['list']} aria-label={t('shell.inbox')}>
          {inbox.map((notice) => (
            <NoticeItem key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function NoticeItem({ notice }: { readonly notice: InboxView }) {
  const { t } = useTranslation();
  const { id, kind, atMs, isRead } = notice;
  const Icon = ICONS[kind];
  return (
    <li className={classNames(styles['notice'], !isRead && styles['unread'])} data-kind={kind}>
      <span className={styles['mark']}>
        {!isRead && <i title={t('inbox.unread')} role="img" aria-label={t('inbox.unread')} />}
      </span>
      <Icon aria-hidden="true" className={styles['icon']} />
      <button type="button" className={styles['words']} onClick={() => openNotice(notice)}>
        <NoticeWords notice={notice} />
      </button>
      <span className={styles['when']}>
        <RelativeTime atMs={atMs} />
      </span>
      <IconButton label={t('inbox.dismiss')} onClick={() => void dismissNotices([id])}>
        <X />
      </IconButton>
    </li>
  );
}

function NoticeWords({ notice }: { readonly notice: InboxView }) {
  const { t } = useTranslation();
  const nowMs = useNow();
  const { kind, targetName, dueAtMs } = notice;
  if (kind === 'server' || dueAtMs === null) return t('inbox.server');
  const name = targetName ?? t('inbox.aKey');
  const time = relativeTime(dueAtMs, nowMs);
  return dueAtMs <= nowMs ? t('inbox.overdue', { name, time }) : t('inbox.due', { name, time });
}
