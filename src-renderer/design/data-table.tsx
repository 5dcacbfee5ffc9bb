import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './data-table.module.css';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => ReactNode;
  readonly look?: 'mono' | 'soft' | 'strong';
  /** Long words of a person: they go on in a second line where there is no room. */
  readonly isLong?: boolean;
  /** Left out where the window is narrow. */
  readonly isSpare?: boolean;
}

interface DataTableProps<Row> {
  /** What the rows are, for assistive technology. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** Hairlines and words; for lists short enough to be drawn whole. */
export function DataTable<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <table className={styles['table']} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ heading, isSpare = false }) => (
            <th key={heading} scope="col" className={isSpare ? styles['spare'] : undefined}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ heading, cell, look, isLong = false, isSpare = false }) => (
              <td
                key={heading}
                className={classNames(
                  look === 'mono' ? 'mono' : look && styles[look],
                  isLong && styles['long'],
                  isSpare && styles['spare'],
                )}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
