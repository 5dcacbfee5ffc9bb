/** A key as it is being described, step by step: what it begins as, what is wrong with it, and what it asks of the engine. */
import type { IssueInput } from '../../src-shared/contract/engine-calls.ts';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import { MAX_RATE_LIMIT } from '../../src-shared/limits/rate.ts';
import {
  formatOwnerLabel,
  OWNER_KINDS,
  type OwnerKind,
  type OwnerLabel,
  parseOwnerLabel,
  parseTitle,
} from '../../src-shared/model/names.ts';
import type { ApiRecord, OwnerRecord, RoleRecord } from '../../src-shared/model/store-records.ts';
import { MAX_DURATION_MS } from '../../src-shared/time/duration.ts';
import { type Deadline, parseDeadline } from '../../src-shared/time/instant.ts';
import type { Restrictions } from '../sentence/restriction-sentence.ts';

export const ISSUE_STEPS = [
  'api',
  'owner',
  'environment',
  'permissions',
  'limits',
  'expiry',
  'review',
] as const;
export type IssueStep = (typeof ISSUE_STEPS)[number];

export const PERIODS_MS = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
} as const;
export type Period = keyof typeof PERIODS_MS;

export interface IssueDraft {
  readonly api: string;
  readonly name: string;
  /** `kind:name` of an owner there is; `new`: the one of the two fields below. */
  readonly owner: string;
  readonly ownerKind: OwnerKind;
  readonly ownerName: string;
  readonly environment: string;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly limit: 'none' | 'minute' | 'hour' | 'other';
  readonly calls: string;
  readonly period: Period;
  /** Days, a date of its own, or none. */
  readonly expiry: '30' | '90' | '365' | 'date' | 'never';
  /** `2026-12-31`. */
  readonly lastDay: string;
  /** At once, or on a date of its own. */
  readonly begin: 'now' | 'date';
  /** `2026-12-31`. */
  readonly firstDay: string;
  readonly reason: string;
}

/** What there is to choose from. */
export interface IssueFacts {
  readonly apis: readonly ApiRecord[];
  readonly owners: readonly OwnerRecord[];
  readonly roles: readonly RoleRecord[];
  /** Every key there is. */
  readonly keys: readonly KeyView[];
}

const DAY_MS = 86_400_000;

/** A whole key, so that a person may accept every step; it follows the key that was issued last. */
export function firstDraft(facts: IssueFacts): IssueDraft {
  const last = facts.keys
    .map(({ key }) => key)
    .toSorted((left, right) => right.createdAtMs - left.createdAtMs)[0];
  const api = facts.apis.find(({ id }) => id === last?.api.id) ?? facts.apis[0];
  const owner = last?.owner ?? facts.owners[0];
  const name = api === undefined ? '' : freeName(api.name, facts);
  return {
    api: api?.name ?? '',
    name,
    owner: owner === undefined ? 'new' : formatOwnerLabel(owner),
    ownerKind: 'app',
    ownerName: '',
    environment: firstEnvironment(api),
    permissions: [],
    roles: [],
    limit: 'minute',
    calls: '100',
    period: 'minute',
    expiry: '90',
    lastDay: '',
    begin: 'now',
    firstDay: '',
    reason: '',
  };
}

/** The draft for another API: its environment and name follow, where the person has not named it. */
export function withApi(draft: IssueDraft, name: string, facts: IssueFacts): IssueDraft {
  const api = facts.apis.find((candidate) => candidate.name === name);
  const isNamedByUs = draft.name === freeName(draft.api, facts);
  return {
    ...draft,
    api: name,
    name: isNamedByUs ? freeName(name, facts) : draft.name,
    environment: api?.environments.includes(draft.environment)
      ? draft.environment
      : firstEnvironment(api),
  };
}

/** A key for trying out is harmless; a live one is a choice. */
function firstEnvironment(api: ApiRecord | undefined): string {
  if (api === undefined) return '';
  return api.environments.find((name) => name === 'test') ?? api.environments[0] ?? '';
}

function freeName(api: string, { keys }: IssueFacts): string {
  const taken = new Set(keys.map(({ key }) => key.name));
  const first = `${api} key`;
  if (!taken.has(first)) return first;
  let number = 2;
  while (taken.has(`${first} ${number}`)) number += 1;
  return `${first} ${number}`;
}

/** Throws the KeywrightError of what does not fit in this step; nothing for a step that is fine. */
export function checkStep(draft: IssueDraft, step: IssueStep): void {
  if (step === 'api') parseTitle(draft.name.trim(), 'key name');
  if (step === 'owner') parseOwnerLabel(ownerLabelOf(draft));
  if (step === 'expiry') checkTimes(draft);
}

/** The typed limit cannot be used. */
export function isLimitFaulty({ limit, calls }: IssueDraft): boolean {
  if (limit !== 'other') return false;
  const count = Number(calls);
  return !Number.isInteger(count) || count < 1 || count > MAX_RATE_LIMIT;
}

function ownerLabelOf(draft: IssueDraft): string {
  return draft.owner === 'new' ? `${draft.ownerKind}:${draft.ownerName.trim()}` : draft.owner;
}

function limitsOf(draft: IssueDraft): readonly RateLimit[] {
  const { limit } = draft;
  if (limit === 'none' || isLimitFaulty(draft)) return [];
  if (limit === 'minute') return [{ name: 'rate', limit: 100, periodMs: PERIODS_MS.minute }];
  if (limit === 'hour') return [{ name: 'rate', limit: 1_000, periodMs: PERIODS_MS.hour }];
  return [{ name: 'rate', limit: Number(draft.calls), periodMs: PERIODS_MS[draft.period] }];
}

/** Throws usage/invalid-time for a day that is none. */
function deadlineOf({ expiry, lastDay }: IssueDraft): Deadline | null {
  if (expiry === 'never') return null;
  if (expiry === 'date') return parseDeadline(lastDay, 'Last day', true);
  return { kind: 'after', afterMs: Number(expiry) * DAY_MS };
}

/** Null: it works at once. Throws usage/invalid-time for a day that is none. */
function startOf({ begin, firstDay }: IssueDraft): Deadline | null {
  return begin === 'now' ? null : parseDeadline(firstDay, 'First day', false);
}

/** Where a refused time is to be mended: at the first day where that is none or too far ahead, else at the end. */
export function faultyTimeOf(draft: IssueDraft, nowMs: number): 'begin' | 'expiry' {
  try {
    const start = startOf(draft);
    const isTooFar = start?.kind === 'at' && start.atMs > nowMs + MAX_DURATION_MS;
    return isTooFar ? 'begin' : 'expiry';
  } catch {
    return 'begin';
  }
}

/** Whether it begins before it ends is the store's to judge, on its own clock. */
function checkTimes(draft: IssueDraft): void {
  startOf(draft);
  deadlineOf(draft);
}

/** Throws as checkStep. */
export function issueInputOf(draft: IssueDraft): IssueInput {
  return {
    api: draft.api,
    name: draft.name.trim(),
    owner: ownerLabelOf(draft),
    environment: draft.environment,
    permissions: [...draft.permissions],
    roles: [...draft.roles],
    limits: [...limitsOf(draft)],
    notBefore: startOf(draft),
    expires: deadlineOf(draft),
    reason: draft.reason.trim() === '' ? null : draft.reason.trim(),
  };
}

/** The draft as the sentence says it; what cannot be read yet is left open. */
export function restrictionsOf(draft: IssueDraft, nowMs: number): Restrictions {
  return {
    owner: readOwner(draft),
    api: draft.api === '' ? null : draft.api,
    environment: draft.environment === '' ? null : draft.environment,
    permissions: draft.permissions,
    roles: draft.roles,
    limits: limitsOf(draft),
    notBefore: readable(() => startOf(draft)),
    expires: readable(() => deadlineOf(draft)),
    isDraft: true,
    nowMs,
  };
}

function readOwner(draft: IssueDraft): OwnerLabel | null {
  if (draft.owner === 'new') {
    const name = draft.ownerName.trim();
    return name === '' ? null : { kind: draft.ownerKind, name };
  }
  const at = draft.owner.indexOf(':');
  const kind = OWNER_KINDS.find((candidate) => candidate === draft.owner.slice(0, at));
  return kind === undefined ? null : { kind, name: draft.owner.slice(at + 1) };
}

/** Null for what cannot be read yet. */
function readable(read: () => Deadline | null): Deadline | null {
  try {
    return read();
  } catch {
    return null;
  }
}
