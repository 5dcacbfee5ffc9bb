/** What the engine writer was told, one line of JSON each. `counted`: the shared counter had reached this number. */
export type Acknowledged =
  | { readonly kind: 'token'; readonly versionId: string; readonly digest: string }
  | { readonly kind: 'entry'; readonly id: string; readonly version: number }
  | { readonly kind: 'counted'; readonly count: number };

/** The name of the entry whose notes both writers count up. */
export const COUNTER = 'counter';
