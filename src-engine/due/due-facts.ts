/** What a reminder has to know of an entry or key. */
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import type { DueTarget } from '../../src-shared/desk/due-items.ts';
import type { Due } from '../../src-shared/rotation/due.ts';

export interface DueFact extends Omit<Due, 'because'> {
  readonly target: DueTarget;
  readonly name: string;
}

/** Null: it is never due. */
export function dueFact({ entryId, keyId, name, due }: EntryView): DueFact | null {
  const id = entryId ?? keyId;
  if (due === null || id === null) return null;
  const { dueAtMs, leadDays, leadsBelowMs } = due;
  const kind = entryId === null ? 'key' : 'entry';
  return { target: { kind, id }, name, dueAtMs, leadDays, leadsBelowMs };
}

export function isSameFact(a: DueFact, b: DueFact): boolean {
  return (
    a.dueAtMs === b.dueAtMs &&
    a.name === b.name &&
    a.leadsBelowMs === b.leadsBelowMs &&
    a.leadDays?.join() === b.leadDays?.join()
  );
}
