/** What the catalog's window remembers while it is open: the search of each section, the order, the row under the cursor, the dialog. */
import { create } from 'zustand';
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import type { CatalogSection } from './catalog-section.ts';
import type { Order, SortBy } from './rows.ts';

export type CatalogDialog =
  | { readonly kind: 'add' }
  /** `isForSecret`: to give it a new secret. */
  | { readonly kind: 'edit'; readonly view: EntryView; readonly isForSecret?: boolean }
  /** `text` is that of a dropped file; empty while none is chosen. */
  | { readonly kind: 'import'; readonly text: string; readonly source: string };

interface CatalogState {
  readonly queries: Readonly<Partial<Record<CatalogSection, string>>>;
  readonly orders: Readonly<Partial<Record<CatalogSection, Order>>>;
  readonly cursorId: string | null;
  readonly dialog: CatalogDialog | null;
  readonly search: (section: CatalogSection, query: string) => void;
  /** A second time for the same column: the other way round. */
  readonly sortBy: (section: CatalogSection, by: SortBy) => void;
  readonly moveTo: (id: string | null) => void;
  readonly open: (dialog: CatalogDialog | null) => void;
}

const BY_NAME: Order = { by: 'name', isReversed: false };
const BY_EXPIRY: Order = { by: 'expires', isReversed: false };

/** Until the person says otherwise what is due stands with the soonest first, everything else by name. */
function orderOf(orders: CatalogState['orders'], section: CatalogSection): Order {
  return orders[section] ?? (section === 'due' ? BY_EXPIRY : BY_NAME);
}

export const useCatalogState = create<CatalogState>()((set) => ({
  queries: {},
  orders: {},
  cursorId: null,
  dialog: null,
  search: (section, query) => set(({ queries }) => ({ queries: { ...queries, [section]: query } })),
  sortBy: (section, by) =>
    set(({ orders }) => {
      const before = orderOf(orders, section);
      const order = { by, isReversed: before.by === by && !before.isReversed };
      return { orders: { ...orders, [section]: order } };
    }),
  moveTo: (cursorId) => set({ cursorId }),
  open: (dialog) => set({ dialog }),
}));

export function useOrder(section: CatalogSection): Order {
  return useCatalogState((state) => orderOf(state.orders, section));
}
