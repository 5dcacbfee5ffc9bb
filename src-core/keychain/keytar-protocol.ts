/** What the keychain driver and its child say to each other: one JSON request on stdin, one JSON answer on stdout. */

interface RequestBase {
  readonly service: string;
  readonly account: string;
  /** After this the child ends itself, so that one whose parent died does not wait for a prompt for ever. */
  readonly timeLimitMs: number;
}

export type KeytarRequest =
  | (RequestBase & { readonly operation: 'get' | 'delete' })
  | (RequestBase & { readonly operation: 'set' | 'probe'; readonly value: string });

/** What was read where a value had just been written. */
export type ReadBack = 'same' | 'nothing' | 'other';

export type KeytarAnswer =
  | { readonly kind: 'value'; readonly value: string | null }
  | { readonly kind: 'deleted'; readonly isDeleted: boolean }
  | { readonly kind: 'written'; readonly readBack: ReadBack }
  | {
      readonly kind: 'probed';
      readonly readBack: ReadBack;
      readonly isDeleted: boolean;
      /** The canary stood readable in a file of the backend. */
      readonly isInClear: boolean;
    }
  | { readonly kind: 'fault'; readonly fault: 'unloadable' | 'failed'; readonly message: string };
