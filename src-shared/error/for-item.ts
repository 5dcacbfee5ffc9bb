/** What a batch refuses says which of its items was wrong. */
import { KeywrightError } from './keywright-error.ts';

interface Item {
  /** What the items are, for the sentence: `Key`. */
  readonly what: string;
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** Runs `work` for one item: a KeywrightError of it gets the item's place in front, and in `item`; the code and hint stay. */
export function forItem<Result>(item: Item, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    const message = `${item.what} ${item.index + 1} of ${item.count}: ${error.publicMessage}`;
    const hint = error.hint === null ? {} : { hint: error.hint };
    throw new KeywrightError(error.code, message, { cause: error, item: item.index, ...hint });
  }
}
