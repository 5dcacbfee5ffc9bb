/**
 * What an explanation says of each check: a sentence for people and the fact that decided. Facts come from the record; of what the
 * caller sent only permissions are repeated, with secrets taken out: a key may have been put in any field by mistake.
 */
import type { Check, CheckName } from '../../src-shared/contract/explain.ts';
import { maskToken, parseToken } from '../../src-shared/key-format/token.ts';
import { findTokenFault, type TokenFault } from '../../src-shared/key-format/token-fault.ts';
import type { Admission } from '../limits/limiter.ts';
import { redactSecrets } from '../log/redact.ts';
import type { Call } from './admit.ts';
import type { Wish } from './authorize.ts';
import type { CompiledVersion } from './compiled-version.ts';
import { enabledWords, revocationWords, validityWords } from './state-words.ts';
import { apiWords, environmentWords, limitWords, permissionWords } from './wish-words.ts';

export interface Evidence {
  readonly token: string;
  readonly wish: Wish;
  readonly call: Call;
  /** Null until the secret has matched. */
  readonly version: CompiledVersion | null;
  /** By which ends were judged; epoch milliseconds. */
  readonly nowMs: number;
  /** Null where authentication and authorization passed. */
  readonly outcome: string | null;
  /** Null: not asked for. */
  readonly admission: Admission | null;
}

/** Of a request whose secret matched. */
export type KnownEvidence = Evidence & { readonly version: CompiledVersion };

export type Words = Pick<Check, 'sentence' | 'fact'>;

type KnownCheck = Exclude<CheckName, 'shape' | 'version' | 'secret'>;

const KNOWN_WORDS: Readonly<
  Record<KnownCheck, (evidence: KnownEvidence, isPassed: boolean) => Words>
> = {
  revocation: revocationWords,
  validity: validityWords,
  enabled: enabledWords,
  api: apiWords,
  environment: environmentWords,
  permissions: permissionWords,
  limits: limitWords,
};

export function wordsOf(check: CheckName, result: Check['result'], evidence: Evidence): Words {
  if (result === 'not-reached') return { sentence: 'An earlier check decided.', fact: null };
  if (result === 'not-checked') {
    return { sentence: 'The counters are in the verification server: ask it.', fact: null };
  }
  const words = foundWords(check, result === 'passed', evidence);
  return { ...words, fact: words.fact === null ? null : redactSecrets(words.fact) };
}

function foundWords(check: CheckName, isPassed: boolean, evidence: Evidence): Words {
  if (check === 'shape') return shapeWords(evidence.token);
  if (check === 'version') return versionWords(evidence.token, isPassed);
  if (check === 'secret') return secretWords(isPassed);
  const { version } = evidence;
  if (version === null) throw new Error(`the check ${check} needs a version`);
  return KNOWN_WORDS[check]({ ...evidence, version }, isPassed);
}

const FAULTS: Readonly<Record<TokenFault, string>> = {
  'white-space': 'There is white space around the key.',
  'too-short': 'The text is too short to be a key; a key has 68 to 92 characters.',
  'too-long': 'The text is too long to be a key; a key has 68 to 92 characters.',
  form: 'It is as long as a key, but not a prefix, an environment, an id and a secret joined by underscores.',
  checksum: 'The checksum at its end does not fit: a character is wrong, missing or swapped.',
};

function shapeWords(token: string): Words {
  const fault = findTokenFault(token);
  if (fault !== null) {
    const fact = fault === 'too-short' ? `${token.length} characters` : null;
    return { sentence: FAULTS[fault], fact };
  }
  const parts = parseToken(token);
  const sentence = 'It has the form of a key, and its checksum fits.';
  return { sentence, fact: parts === null ? null : maskToken(parts) };
}

function versionWords(token: string, isPassed: boolean): Words {
  const id = parseToken(token)?.versionId;
  return {
    sentence: isPassed
      ? 'The store has a version with this id.'
      : 'The store has no version with this id: the key is of another store, or was never issued.',
    fact: id === undefined ? null : `version ${id}`,
  };
}

function secretWords(isPassed: boolean): Words {
  const sentence = isPassed
    ? 'The secret is the one of this version.'
    : 'The secret is not the one of this version: this text was never issued.';
  return { sentence, fact: null };
}
