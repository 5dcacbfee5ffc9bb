/** The words of the rows of the list, looked up once for all of them. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { STATUSES, type Status } from '../design/status-pill.tsx';

export interface RowWords {
  readonly noSecret: string;
  readonly never: string;
  readonly neverSeen: string;
  readonly noExpiry: string;
  readonly status: Readonly<Record<Status, string>>;
}

export function useRowWords(): RowWords {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      noSecret: t('catalog.noSecret'),
      never: t('common.never'),
      neverSeen: t('catalog.neverSeen'),
      noExpiry: t('catalog.noExpiry'),
      status: Object.fromEntries(
        STATUSES.map((status) => [status, t(`status.${status}`)]),
      ) as Record<Status, string>,
    }),
    [t],
  );
}
