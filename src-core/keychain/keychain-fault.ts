/**
 * What a refusal of keytar means. It passes on the words of the backend, so they are all there is to go by (docs/dependencies.md,
 * "keytar": each row of the table was seen on a real Secret Service).
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { KeychainState } from './keychain.ts';

/** A state other than ready, or `refused`: the backend answers, and says no for a reason we do not know. */
export type KeychainFault = Exclude<KeychainState, 'ready'> | 'refused';

const KNOWN_WORDS: readonly (readonly [RegExp, KeychainFault])[] = [
  [
    /locked collection|is locked|prompt was dismissed|was cancell?ed|interaction is not allowed/i,
    'locked',
  ],
  [/autolaunch D-Bus|machine-id|not provided by any \.service|Object does not exist/i, 'missing'],
  [/could not connect|failed to connect|connection refused|connection is closed/i, 'missing'],
  [/exited with status|spawn.*(failed|not found)|failed to execute|no such file/i, 'missing'],
  [/did not receive a reply|timeout was reached|timed out/i, 'hung'],
];

export function keychainFaultOf(message: string): KeychainFault {
  return KNOWN_WORDS.find(([words]) => words.test(message))?.[1] ?? 'refused';
}

/** One plain sentence for each, for messages and the doctor. */
export const KEYCHAIN_FAULT_WORDS: Record<KeychainFault, string> = {
  locked: 'The OS keychain is locked.',
  missing: 'No OS keychain answers in this session.',
  unloadable: 'The keychain driver (keytar) cannot be loaded.',
  hung: 'The OS keychain does not answer; a prompt may be waiting on the screen.',
  plaintext: 'The OS keychain has no password: it writes what it keeps in clear to the disk.',
  refused: 'The OS keychain refused the request.',
};

export function keychainError(fault: KeychainFault, cause?: unknown): KeywrightError {
  const code = fault === 'plaintext' ? 'keychain/refused' : (`keychain/${fault}` as const);
  return new KeywrightError(code, KEYCHAIN_FAULT_WORDS[fault], { cause });
}
