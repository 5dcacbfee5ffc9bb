import { useTranslation } from 'react-i18next';
import { Bitting } from '../design/bitting.tsx';
import { DataTable } from '../design/data-table.tsx';
import { absoluteTime, clockText } from '../design/time-words.ts';
import { useDecisions } from '../state/decisions.ts';
import styles from './decision-log.module.css';
import { OutcomePill } from './outcome-pill.tsx';

/** What the server decided, newest first; never a token. */
export function DecisionLog() {
  const { t } = useTranslation();
  const decisions = useDecisions((state) => state.newestFirst);
  return (
    <section className={styles['log']} aria-label={t('server.logTitle')}>
      <h2>{t('server.logTitle')}</h2>
      {decisions.length === 0 ? (
        <p className={styles['empty']}>{t('server.logEmpty')}</p>
      ) : (
        <DataTable
          label={t('server.logTitle')}
          rows={decisions}
          keyOf={(decision) => decision.decisionId}
          columns={[
            {
              heading: t('server.when'),
              cell: ({ atMs }) => <time title={absoluteTime(atMs)}>{clockText(atMs)}</time>,
              look: 'soft',
            },
            {
              heading: t('server.outcome'),
              cell: ({ outcome }) => <OutcomePill outcome={outcome} />,
            },
            {
              heading: t('server.key'),
              cell: ({ name, versionId }) => (
                <span className={styles['key']}>
                  {versionId !== null && <Bitting id={versionId} />}
                  {name ?? '—'}
                </span>
              ),
            },
            { heading: t('server.api'), cell: ({ api }) => api ?? '—' },
            { heading: t('server.environment'), cell: ({ environment }) => environment ?? '—' },
          ]}
        />
      )}
    </section>
  );
}
