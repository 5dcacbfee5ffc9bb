/**
 * The sentence: what a key may do, in words of which each stands for one restriction. Where a person may change them the words become
 * buttons; elsewhere they are text. Nothing is left out: a key without a limit or an end says so.
 */
import type { TFunction } from 'i18next';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import type { OwnerLabel } from '../../src-shared/model/names.ts';
import type { Deadline } from '../../src-shared/time/instant.ts';
import { dayText } from '../design/time-words.ts';
import { durationWords } from './duration-words.ts';
import { grantWords } from './grant-words.ts';

export type Topic = 'owner' | 'permissions' | 'api' | 'environment' | 'limits' | 'start' | 'expiry';

export interface Phrase {
  readonly topic: Topic;
  /** What leads to the words, with its spaces. */
  readonly before: string;
  readonly words: string;
  /** The exact form, where the words are a reading of it. */
  readonly exact: string | null;
}

export interface Restrictions {
  /** Null: not chosen yet. */
  readonly owner: OwnerLabel | null;
  readonly api: string | null;
  readonly environment: string | null;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly limits: readonly RateLimit[];
  readonly notBefore: Deadline | null;
  readonly expires: Deadline | null;
  /** Still to be issued: that it begins at once is said too, so that the word can be changed. */
  readonly isDraft: boolean;
  readonly nowMs: number;
}

/** More grants than this are counted, not read out. */
const READ_OUT = 3;

export function restrictionSentence(of: Restrictions, t: TFunction): readonly Phrase[] {
  const { owner, api, environment } = of;
  return [
    {
      topic: 'owner',
      before: '',
      words:
        owner === null
          ? t('sentence.somebody')
          : t(`sentence.who.${owner.kind}`, { name: owner.name }),
      exact: null,
    },
    permissionPhrase(of, t),
    { topic: 'api', before: t('sentence.on'), words: api ?? t('sentence.someApi'), exact: null },
    {
      topic: 'environment',
      before: t('sentence.in'),
      words: environment ?? t('sentence.someEnvironment'),
      exact: null,
    },
    limitPhrase(of.limits, t),
    ...startPhrase(of, t),
    expiryPhrase(of, t),
  ];
}

/** The whole sentence as plain text. */
export function sentenceText(phrases: readonly Phrase[], t: TFunction): string {
  return phrases.map(({ before, words }) => before + words).join('') + t('sentence.stop');
}

function permissionPhrase({ permissions, roles }: Restrictions, t: TFunction): Phrase {
  const topic = 'permissions';
  if (permissions.length === 0 && roles.length === 0) {
    return { topic, before: t('sentence.has'), words: t('sentence.nothing'), exact: null };
  }
  const spoken = permissions.slice(0, READ_OUT).map((grant) => grantWords(grant, t));
  const role = t('sentence.allows', { count: roles.length, roles: listed(roles) });
  const parts = roles.length === 0 ? spoken : [...spoken, role];
  const more = permissions.length - READ_OUT;
  return {
    topic,
    before: t('sentence.may'),
    words:
      more > 0
        ? t('sentence.andMore', { list: parts.join(t('sentence.comma')), count: more })
        : listed(parts),
    exact: [...permissions, ...roles].join('\n'),
  };
}

function limitPhrase(limits: readonly RateLimit[], t: TFunction): Phrase {
  const topic = 'limits';
  if (limits.length === 0) {
    return { topic, before: t('sentence.comma'), words: t('sentence.noLimit'), exact: null };
  }
  const words = listed(limits.map((limit) => rateWords(limit, t)));
  return { topic, before: t('sentence.atMost'), words, exact: null };
}

const PERIODS = {
  1_000: 'second',
  60_000: 'minute',
  3_600_000: 'hour',
  86_400_000: 'day',
  604_800_000: 'week',
  31_536_000_000: 'year',
} as const;

/** "100 requests a minute". */
export function rateWords({ limit, periodMs }: RateLimit, t: TFunction): string {
  const period = PERIODS[periodMs as keyof typeof PERIODS];
  const per =
    period === undefined
      ? t('sentence.per.other', { duration: durationWords(periodMs, t) })
      : t(`sentence.per.${period}`);
  return t('sentence.requests', { count: limit, per });
}

function startPhrase(of: Restrictions, t: TFunction): readonly Phrase[] {
  const { notBefore, nowMs, isDraft } = of;
  if (notBefore === null || (notBefore.kind === 'at' && notBefore.atMs <= nowMs)) {
    const before = t('sentence.comma');
    const words = t('sentence.fromNowOn');
    return isDraft ? [{ topic: 'start', before, words, exact: null }] : [];
  }
  const words =
    notBefore.kind === 'at'
      ? dayText(notBefore.atMs)
      : t('sentence.fromNow', { duration: durationWords(notBefore.afterMs, t) });
  return [{ topic: 'start', before: t('sentence.from'), words, exact: null }];
}

function expiryPhrase({ expires, nowMs }: Restrictions, t: TFunction): Phrase {
  const topic = 'expiry';
  if (expires === null) {
    return { topic, before: t('sentence.comma'), words: t('sentence.noEnd'), exact: null };
  }
  if (expires.kind === 'after') {
    const words = t('sentence.fromNow', { duration: durationWords(expires.afterMs, t) });
    return { topic, before: t('sentence.for'), words, exact: null };
  }
  const before = t(expires.atMs <= nowMs ? 'sentence.expired' : 'sentence.until');
  return { topic, before, words: dayText(expires.atMs), exact: null };
}

const lists = new Intl.ListFormat('en', { type: 'conjunction' });

function listed(parts: readonly string[]): string {
  return lists.format(parts);
}
