import { ScrollText, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskAnswer } from '../../src-shared/desk/desk-calls.ts';
import { ask } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { DataTable } from '../design/data-table.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { TextField } from '../design/field.tsx';
import { Page } from '../design/page.tsx';
import { ExactTime } from '../design/relative-time.tsx';
import { notify } from '../design/toasts.tsx';
import { useAnswer } from '../state/answer.ts';
import { errorText } from '../state/error-text.ts';
import styles from './audit-section.module.css';
import { describeEvent, type EventRow, matchesEvent } from './describe-event.ts';
import { EventSubjectCell } from './event-subject.tsx';

const PAGE = 200;

export function AuditSection() {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(PAGE);
  const [filter, setFilter] = useState('');
  const { answer } = useAnswer('audit:list', { limit });
  const events = useMemo(
    () =>
      (answer?.items ?? [])
        .map((logged) => describeEvent(logged, answer?.names ?? {}, t))
        .toReversed(),
    [answer, t],
  );
  const shown = useMemo(
    () => events.filter((event) => matchesEvent(event, filter)),
    [events, filter],
  );
  const mayHaveMore = answer !== null && answer.items.length === limit;
  return (
    <Page title={t('shell.audit')} text={t('audit.text')} actions={<ChainCheck />}>
      <div className={styles['filter']}>
        <TextField
          label={t('audit.filter')}
          isLabelHidden
          placeholder={t('audit.filter')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      {shown.length > 0 && <EventTable events={shown} />}
      {answer !== null && shown.length === 0 && (
        <EmptyState icon={<ScrollText />} title={t('audit.none')} text={t('audit.noneText')}>
          <Button onClick={() => setFilter('')}>{t('audit.clear')}</Button>
        </EmptyState>
      )}
      {mayHaveMore && (
        <div className={styles['more']}>
          <Button onClick={() => setLimit(limit * 4)}>{t('audit.more')}</Button>
        </div>
      )}
    </Page>
  );
}

function EventTable({ events }: { readonly events: readonly EventRow[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('shell.audit')}
      rows={events}
      keyOf={({ log, event }) => `${log}${event.seq}`}
      columns={[
        {
          isLong: true,
          heading: t('audit.when'),
          cell: ({ event }) => <ExactTime atMs={event.atMs} />,
          look: 'soft',
        },
        {
          heading: t('audit.what'),
          cell: ({ event, kind }) => <span title={event.kind}>{kind}</span>,
          look: 'strong',
        },
        {
          heading: t('audit.about'),
          cell: ({ subject }) => <EventSubjectCell subject={subject} />,
        },
        {
          heading: t('audit.who'),
          cell: ({ event }) => `${event.actor} · ${event.via}`,
          isLong: true,
        },
        { heading: t('audit.why'), cell: ({ why }) => why, look: 'soft', isLong: true },
        {
          isSpare: true,
          heading: t('audit.log'),
          cell: ({ log, event }) => t(`audit.${log}`, { seq: event.seq }),
          look: 'soft',
        },
      ]}
    />
  );
}

function ChainCheck() {
  const { t } = useTranslation();
  const [report, setReport] = useState<DeskAnswer<'audit:verify'> | null>(null);
  const [isBusy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    try {
      setReport(await ask('audit:verify', {}));
    } catch (error) {
      notify({ title: t('common.error'), text: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  const broken = brokenOf(report);
  return (
    <>
      <span role="status" className={broken === null ? styles['whole'] : styles['broken']}>
        {report !== null && (broken === null ? <ShieldCheck /> : <ShieldAlert />)}
        {report !== null &&
          (broken === null
            ? t('audit.whole', {
                events: report.store.events,
                checkpoints: report.store.checkpoints,
                vault: report.vault.events,
              })
            : t('audit.broken', broken))}
      </span>
      <Button isBusy={isBusy} onClick={() => void check()}>
        {t(isBusy ? 'audit.verifying' : 'audit.verify')}
      </Button>
    </>
  );
}

function brokenOf(report: DeskAnswer<'audit:verify'> | null) {
  if (report?.store.broken != null) return { log: 'store', ...report.store.broken };
  if (report?.vault.broken != null) return { log: 'vault', ...report.vault.broken };
  return null;
}
