/** What an explanation says of what was asked: API, environment, permissions, and the limits of the key. */
import { coveringGrants, describeUnmetPart } from '../../src-shared/permission/unmet-part.ts';
import type { KnownEvidence, Words } from './check-words.ts';

export function apiWords({ version, wish }: KnownEvidence, isPassed: boolean): Words {
  const fact = `key of the API "${version.stored.apiName}"`;
  if (!isPassed) return { sentence: 'The key is of another API than the one asked for.', fact };
  return wish.api === null
    ? { sentence: 'No API was asked for: a key of any is taken.', fact }
    : { sentence: 'The key is of the API that was asked for.', fact };
}

export function environmentWords({ version, wish }: KnownEvidence, isPassed: boolean): Words {
  const { environment } = version.stored;
  const fact = `key of the environment ${environment}`;
  const accepted = wish.acceptedEnvironments;
  if (accepted !== null && !accepted.has(environment)) {
    return {
      sentence: 'This server does not accept keys of that environment.',
      fact: `${fact}; accepted: ${[...accepted].join(', ')}`,
    };
  }
  if (!isPassed) {
    return { sentence: 'The key is of another environment than the one asked for.', fact };
  }
  return wish.environment === null
    ? { sentence: 'No environment was asked for, and this one is accepted.', fact }
    : { sentence: 'The key is of the environment that was asked for.', fact };
}

export function permissionWords({ version, wish }: KnownEvidence, isPassed: boolean): Words {
  if (wish.permissions === null) return { sentence: 'No permission was asked for.', fact: null };
  if (!isPassed) {
    const fact = describeUnmetPart(version.grants, wish.permissions);
    return { sentence: 'The key may not do what was asked.', fact };
  }
  const grants = coveringGrants(version.grants, wish.permissions).map(
    (index) => version.permissions[index],
  );
  return {
    sentence: 'The key may do what was asked.',
    fact: `granted by ${[...new Set(grants)].join(', ')}`,
  };
}

export function limitWords({ version, call, admission }: KnownEvidence, isPassed: boolean): Words {
  const { standings = [], retryMs = null } = admission ?? {};
  if (version.stored.limits.length === 0) return { sentence: 'The key has no limit.', fact: null };
  const left = (shown: typeof standings): string =>
    shown.map(({ name, limit, remaining }) => `${name}: ${remaining} of ${limit} left`).join('; ');
  if (isPassed) {
    const sentence = 'Every limit of the key has room; the fact is what would be left.';
    return { sentence, fact: left(standings) };
  }
  const short = standings.filter(({ remaining }) => remaining < call.cost);
  const sentence =
    retryMs === null
      ? 'The cost of the call is more than a limit of the key ever holds.'
      : `A limit of the key has no room; it will in ${Math.max(1, Math.ceil(retryMs / 1_000))} s.`;
  return { sentence, fact: left(short) };
}
