import {
  CalendarCheck,
  FileDown,
  Globe,
  KeyRound,
  Layers,
  Plus,
  SearchX,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { IssueButton } from '../issue/issue-button.tsx';
import { errorText } from '../state/error-text.ts';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState } from './catalog-state.ts';
import type { Catalog } from './use-catalog.ts';

const ICONS = {
  all: Layers,
  issued: KeyRound,
  'third-party': Globe,
  due: CalendarCheck,
  trash: Trash2,
} as const;

interface EmptyCatalogProps {
  readonly section: CatalogSection;
  readonly catalog: Catalog;
}

/** Where no row is: nothing read yet, not readable, nothing found, or nothing there. */
export function EmptyCatalog({ section, catalog }: EmptyCatalogProps) {
  const { t } = useTranslation();
  const { search, open } = useCatalogState.getState();
  if (catalog.rows === null && catalog.error === null) return null;
  if (catalog.rows === null) {
    return (
      <EmptyState
        icon={<TriangleAlert />}
        title={t('catalog.readFault')}
        text={errorText(catalog.error)}
      >
        <Button onClick={catalog.again}>{t('catalog.again')}</Button>
      </EmptyState>
    );
  }
  if (catalog.all.length > 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t('emptyCatalog.nothing.title')}
        text={t('emptyCatalog.nothing.text', { query: catalog.query })}
      >
        <Button onClick={() => search(section, '')}>{t('common.clearSearch')}</Button>
      </EmptyState>
    );
  }
  const Icon = ICONS[section];
  const canAdd = section === 'all' || section === 'third-party';
  return (
    <EmptyState
      icon={<Icon />}
      title={t(`emptyCatalog.${section}.title`)}
      text={t(`emptyCatalog.${section}.text`)}
    >
      {section === 'issued' && <IssueButton />}
      {canAdd && (
        <>
          <Button look="primary" icon={<Plus />} onClick={() => open({ kind: 'add' })}>
            {t('catalog.add')}
          </Button>
          <Button
            icon={<FileDown />}
            onClick={() => open({ kind: 'import', text: '', source: '' })}
          >
            {t('catalog.import')}
          </Button>
        </>
      )}
    </EmptyState>
  );
}
