import { CalendarArrowDown, CalendarDays, List } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../catalog/search-field.tsx';
import type { Catalog } from '../catalog/use-catalog.ts';
import { Button } from '../design/button.tsx';
import { ChoiceList } from '../design/choice-list.tsx';
import { setPreferences } from '../settings/set-preferences.ts';
import { CalendarDialog } from './calendar-dialog.tsx';
import styles from './due-section.module.css';

interface DueHeadProps {
  readonly catalog: Catalog;
  readonly isMonth: boolean;
}

/** How much is due, as a list or in its month, and the search in both. */
export function DueHead({ catalog, isMonth }: DueHeadProps) {
  const { t } = useTranslation();
  const [isExporting, setExporting] = useState(false);
  const { rows, all, query, queryFault } = catalog;
  const found = rows?.length ?? 0;
  const count = all.length;
  const word = (view: 'list' | 'month') => (
    <span className={styles['choice']}>{t(`due.${view}`)}</span>
  );
  return (
    <header className={styles['head']}>
      <div className={styles['titleRow']}>
        <h1>{t('shell.due')}</h1>
        <span className={styles['count']} aria-live="polite">
          {count > 0 &&
            (found === count
              ? t('catalog.count', { count })
              : t('catalog.found', { found, count }))}
        </span>
        <ChoiceList
          label={t('due.view')}
          isLabelHidden
          layout="pills"
          choices={[
            { value: 'list', label: word('list'), icon: <List /> },
            { value: 'month', label: word('month'), icon: <CalendarDays /> },
          ]}
          value={isMonth ? 'month' : 'list'}
          onChange={(dueView) => setPreferences({ dueView })}
        />
        <Button
          look="quiet"
          icon={<CalendarArrowDown />}
          aria-label={t('due.calendar')}
          title={t('due.calendar')}
          onClick={() => setExporting(true)}
        >
          <span className={styles['wide']}>{t('due.calendar')}</span>
        </Button>
      </div>
      {(count > 0 || isMonth || query !== '') && (
        <SearchField section="due" fault={queryFault} firstId={rows?.at(0)?.id ?? null} />
      )}
      {isExporting && <CalendarDialog onClose={() => setExporting(false)} />}
    </header>
  );
}
