/** One result of `doctor`: what was looked at, how it stands, and what to do about it. */
export interface Finding {
  /** Stable name of the check, `area/what`: "keychain/state". */
  readonly id: string;
  /** `warning`: works, with a weaker promise or soon not. `problem`: something does not work. */
  readonly severity: 'ok' | 'warning' | 'problem';
  /** A few words. */
  readonly title: string;
  /** A sentence or two; never a secret. */
  readonly detail: string;
  /** What the person can do; null where there is nothing to do. */
  readonly fix: string | null;
}
