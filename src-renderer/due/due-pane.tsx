import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { EmptyCatalog } from '../catalog/empty-catalog.tsx';
import { ReadOnlyBanner } from '../catalog/read-only-banner.tsx';
import type { Row } from '../catalog/rows.ts';
import type { Catalog } from '../catalog/use-catalog.ts';
import { RotateDialog } from '../rotation/rotate-dialog.tsx';
import { usePlace } from '../state/place.ts';
import { useSession } from '../state/session.ts';
import { readKey } from './due-actions.ts';
import { type DueGroup, type DueRow, groupDue } from './due-groups.ts';
import { DueHead } from './due-head.tsx';
import { DueRowItem } from './due-row.tsx';
import styles from './due-section.module.css';
import { moveAmongRows } from './move-among-rows.ts';

/** Fetched when it is first looked at. */
const MonthPane = lazy(async () => ({ default: (await import('./month-pane.tsx')).MonthPane }));

/** More of a group stand in the other lists. */
const MOST_OF_GROUP = 200;

interface DuePaneProps {
  readonly catalog: Catalog;
  readonly chosen: Row | null;
}

/** What is due, grouped by when or in its month, each with what to do about it. */
export function DuePane({ catalog, chosen }: DuePaneProps) {
  const [rotated, setRotated] = useState<KeyView | null>(null);
  const isMonth = useSession((session) => session.facts?.preferences.dueView === 'month');
  const { query, nowMs } = catalog;
  const look = {
    chosenId: chosen?.id ?? null,
    nowMs,
    onRotate: (keyId: string) => void readKey(keyId).then(setRotated),
  };
  return (
    <div className={styles['pane']}>
      <div>
        <ReadOnlyBanner />
        <DueHead catalog={catalog} isMonth={isMonth} />
      </div>
      {isMonth ? (
        <Suspense fallback={null}>
          <MonthPane query={query} {...look} />
        </Suspense>
      ) : (
        <Groups catalog={catalog} {...look} />
      )}
      {rotated !== null && <RotateDialog view={rotated} onClose={() => setRotated(null)} />}
    </div>
  );
}

interface RowLook {
  readonly chosenId: string | null;
  readonly nowMs: number;
  readonly onRotate: (keyId: string) => void;
}

function Groups({ catalog, ...look }: RowLook & { readonly catalog: Catalog }) {
  const snoozed = useSession((session) => session.facts?.reminders.snoozed);
  const views = [...(catalog.rows ?? [])].map(({ view }) => view);
  const groups = groupDue(views, snoozed ?? [], look.nowMs);
  if (groups.length === 0) return <EmptyCatalog section="due" catalog={catalog} />;
  return (
    <div id="catalog-list" className={styles['groups']} tabIndex={-1} onKeyDown={moveAmongRows}>
      {groups.map(([group, rows]) => (
        <GroupOfRows key={group} group={group} rows={rows} {...look} />
      ))}
    </div>
  );
}

interface GroupOfRowsProps extends RowLook {
  readonly group: DueGroup;
  readonly rows: readonly DueRow[];
}

function GroupOfRows({ group, rows, chosenId, nowMs, onRotate }: GroupOfRowsProps) {
  const { t } = useTranslation();
  const left = rows.length - MOST_OF_GROUP;
  return (
    <section aria-label={t(`due.groups.${group}`)}>
      <h2 className={styles['group']} data-group={group}>
        {t(`due.groups.${group}`)}
        <span>{rows.length}</span>
      </h2>
      <ul>
        {rows.slice(0, MOST_OF_GROUP).map((row) => (
          <DueRowItem
            key={row.id}
            row={row}
            isSnoozed={group === 'snoozed'}
            isChosen={row.id === chosenId}
            nowMs={nowMs}
            onChoose={(id) => usePlace.getState().choose(id)}
            onRotate={onRotate}
          />
        ))}
      </ul>
      {left > 0 && <p className={styles['more']}>{t('due.more', { count: left })}</p>}
    </section>
  );
}
