import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { EmptyCatalog } from '../catalog/empty-catalog.tsx';
import { ReadOnlyBanner } from '../catalog/read-only-banner.tsx';
import type { Row } from '../catalog/rows.ts';
import type { Catalog } from '../catalog/use-catalog.ts';
import { Button } from '../design/button.tsx';
import { RotateDialog } from '../rotation/rotate-dialog.tsx';
import { usePlace } from '../state/place.ts';
import { useSession } from '../state/session.ts';
import { CalendarDialog } from './calendar-dialog.tsx';
import { readKey } from './due-actions.ts';
import { type DueGroup, type DueRow, groupDue } from './due-groups.ts';
import { DueRowItem } from './due-row.tsx';
import styles from './due-section.module.css';
import { moveAmongRows } from './move-among-rows.ts';

/** More of a group stand in the other lists. */
const MOST_OF_GROUP = 200;

interface DuePaneProps {
  readonly catalog: Catalog;
  readonly chosen: Row | null;
}

/** What is due, grouped by when, each with what to do about it. */
export function DuePane({ catalog, chosen }: DuePaneProps) {
  const { t } = useTranslation();
  const [isExporting, setExporting] = useState(false);
  const [rotated, setRotated] = useState<KeyView | null>(null);
  const snoozed = useSession((session) => session.facts?.reminders.snoozed);
  const { all, nowMs } = catalog;
  const groups = groupDue(
    all.map(({ view }) => view),
    snoozed ?? [],
    nowMs,
  );
  return (
    <div className={styles['pane']}>
      <div>
        <ReadOnlyBanner />
        <header className={styles['head']}>
          <h1>{t('shell.due')}</h1>
          <span className={styles['count']} aria-live="polite">
            {all.length > 0 && t('catalog.count', { count: all.length })}
          </span>
          <Button look="quiet" icon={<CalendarDays />} onClick={() => setExporting(true)}>
            {t('due.calendar')}
          </Button>
        </header>
      </div>
      {groups.length === 0 ? (
        <EmptyCatalog section="due" catalog={catalog} />
      ) : (
        <div className={styles['groups']} tabIndex={-1} onKeyDown={moveAmongRows}>
          {groups.map(([group, rows]) => (
            <GroupOfRows
              key={group}
              group={group}
              rows={rows}
              chosenId={chosen?.id ?? null}
              nowMs={nowMs}
              onRotate={(keyId) => void readKey(keyId).then(setRotated)}
            />
          ))}
        </div>
      )}
      {isExporting && <CalendarDialog onClose={() => setExporting(false)} />}
      {rotated !== null && <RotateDialog view={rotated} onClose={() => setRotated(null)} />}
    </div>
  );
}

interface GroupOfRowsProps {
  readonly group: DueGroup;
  readonly rows: readonly DueRow[];
  readonly chosenId: string | null;
  readonly nowMs: number;
  readonly onRotate: (keyId: string) => void;
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
