/** A value that is mostly at hand: who asks for it waits only where it is not, since each wait costs a turn of the microtask queue. */
export type MaybePromise<Value> = Value | Promise<Value>;
