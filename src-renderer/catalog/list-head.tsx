import { ArrowDownUp, ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../design/button.tsx';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState, useOrder } from './catalog-state.ts';
import styles from './list-head.module.css';
import { SORTS, type SortBy } from './rows.ts';

const COLUMNS = [
  'name',
  'key',
  'environment',
  'owner',
  'used',
  'expires',
  'rotated',
  'status',
] as const;
type Column = (typeof COLUMNS)[number];

interface ListHeadProps {
  readonly section: CatalogSection;
  readonly layout: 'table' | 'rows';
}

export function ListHead({ section, layout }: ListHeadProps) {
  return (
    <div role="rowgroup" className={styles['group']}>
      {layout === 'table' ? <ColumnHeads section={section} /> : <OrderHead section={section} />}
    </div>
  );
}

function ColumnHeads({ section }: Pick<ListHeadProps, 'section'>) {
  return (
    <div role="row" aria-rowindex={1} className={styles['columns']}>
      <span role="presentation" />
      {COLUMNS.map((column) => (
        <ColumnHead key={column} section={section} column={column} />
      ))}
    </div>
  );
}

interface ColumnHeadProps {
  readonly section: CatalogSection;
  readonly column: Column;
}

function ColumnHead({ section, column }: ColumnHeadProps) {
  const { t } = useTranslation();
  const order = useOrder(section);
  const by = SORTS.find((sort) => sort === column);
  const isOrder = order.by === column;
  const Arrow = order.isReversed ? ChevronUp : ChevronDown;
  return (
    <div
      role="columnheader"
      className={styles[column]}
      aria-sort={isOrder ? (order.isReversed ? 'descending' : 'ascending') : undefined}
    >
      {by === undefined ? (
        t(`catalog.columns.${column}`)
      ) : (
        <button
          type="button"
          className={styles['sort']}
          onClick={() => useCatalogState.getState().sortBy(section, by)}
        >
          {t(`catalog.columns.${by}`)}
          {isOrder && <Arrow aria-hidden="true" />}
        </button>
      )}
    </div>
  );
}

/** Beside the detail there is no room for columns: one list of orders instead. */
function OrderHead({ section }: Pick<ListHeadProps, 'section'>) {
  const { t } = useTranslation();
  const order = useOrder(section);
  const { sortBy } = useCatalogState.getState();
  return (
    <div role="row" aria-rowindex={1} className={styles['order']}>
      <div role="columnheader">
        <select
          aria-label={t('catalog.order')}
          value={order.by}
          onChange={(event) => sortBy(section, event.target.value as SortBy)}
        >
          {SORTS.map((by) => (
            <option key={by} value={by}>
              {t(`catalog.orders.${by}`)}
            </option>
          ))}
        </select>
      </div>
      <div role="columnheader">
        <IconButton
          label={t('catalog.reverse')}
          aria-pressed={order.isReversed}
          onClick={() => sortBy(section, order.by)}
        >
          <ArrowDownUp />
        </IconButton>
      </div>
    </div>
  );
}
