/** What the form of an entry holds while it is filled in, and what of it goes to the engine. */
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import type { DeskInput } from '../../src-shared/desk/desk-calls.ts';
import type { RotationPolicy } from '../../src-shared/rotation/rotation-policy.ts';
import { type Deadline, parseDeadline } from '../../src-shared/time/instant.ts';
import { type AgeDraft, ageDraftOf, isSamePolicy, NO_AGE, policyOf } from '../policy/age-draft.ts';
import { ADDED_KINDS, type AddedKind } from './kinds.ts';

export const EXPIRY_CHOICES = ['never', 'month', 'quarter', 'year', 'date'] as const;
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number] | 'keep';

export interface EntryDraft {
  readonly name: string;
  readonly kind: AddedKind;
  readonly secret: string;
  readonly expiry: ExpiryChoice;
  /** `2027-03-12`; counts with the choice `date` only. */
  readonly date: string;
  readonly url: string;
  readonly tags: string;
  readonly notes: string;
  readonly age: AgeDraft;
}

export const EMPTY_DRAFT: EntryDraft = {
  name: '',
  kind: 'api-key',
  secret: '',
  expiry: 'never',
  date: '',
  url: '',
  tags: '',
  notes: '',
  age: NO_AGE,
};

export function draftOf(view: EntryView): EntryDraft {
  return {
    name: view.name,
    kind: ADDED_KINDS.find((kind) => kind === view.kind) ?? 'other',
    secret: '',
    expiry: 'keep',
    date: '',
    url: view.url ?? '',
    tags: view.tags.join(' '),
    notes: view.notes ?? '',
    age: ageDraftOf(view.policy),
  };
}

/** Throws usage/invalid-time for a day that is none. */
export function newEntryOf(draft: EntryDraft): DeskInput<'entry:add'> {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    secret: orNull(draft.secret),
    tags: tagsOf(draft.tags),
    url: orNull(draft.url.trim()),
    notes: orNull(draft.notes.trim()),
    expires: deadlineOf(draft),
  };
}

/** Of a key of ours the store keeps secret, kind and expiry: they are left alone. Throws as newEntryOf does. */
export function changeOf(draft: EntryDraft, view: EntryView): DeskInput<'entry:edit'> {
  const { name, tags, url, notes } = newEntryOf({ ...draft, expiry: 'never' });
  const change = { entry: view.entryId ?? '', name, tags, url, notes, reason: null };
  if (view.keyId !== null) return change;
  return {
    ...change,
    kind: draft.kind,
    ...(draft.secret === '' ? {} : { secret: draft.secret }),
    ...(draft.expiry === 'keep' ? {} : { expires: deadlineOf(draft) }),
  };
}

/** Null: nothing of it changed, or it is a key of ours. Throws as policyOf does. */
export function policyChangeOf({ age }: EntryDraft, view: EntryView | null): RotationPolicy | null {
  if (view !== null && view.keyId !== null) return null;
  const policy = policyOf(age);
  return isSamePolicy(view?.policy ?? null, policy) ? null : policy;
}

/** Words between spaces and commas, each once. */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((tag) => tag !== ''))];
}

const AFTER = { month: '30d', quarter: '90d', year: '1y' } as const;

/** A day ends at its end (UTC), as it does in the terminal. */
function deadlineOf({ expiry, date }: EntryDraft): Deadline | null {
  if (expiry === 'never' || expiry === 'keep') return null;
  return parseDeadline(expiry === 'date' ? date : AFTER[expiry], 'expiry', true);
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
