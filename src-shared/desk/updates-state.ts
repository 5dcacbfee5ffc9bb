/** What the settings say of updates. It is of this run only: nothing is kept of a look. */

export interface UpdatesState {
  /** Whom a look asks; null: the package was made without a feed, and there is never a look. */
  readonly feedHost: string | null;
  /** Null: there was none in this run. */
  readonly lastLook: {
    readonly atMs: number;
    /** `refused`: the feed was not reached, or not signed by our key. */
    readonly found: 'update' | 'none' | 'refused';
    /** Only of an update. */
    readonly version: string | null;
  } | null;
}
