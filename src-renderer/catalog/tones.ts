/** How the small key of an entry is drawn for its status. */
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';

export type BittingTone = 'active' | 'retiring' | 'gone' | 'pending';

const OF_ENTRIES: Readonly<Partial<Record<EntryView['status'], BittingTone>>> = {
  pending: 'pending',
  'not-yet-valid': 'pending',
  expired: 'gone',
  retired: 'gone',
  revoked: 'gone',
  disabled: 'gone',
  deleted: 'gone',
};

export function bittingTone(status: EntryView['status']): BittingTone {
  return OF_ENTRIES[status] ?? 'active';
}
