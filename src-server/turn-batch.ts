/**
 * Gathers what arrives in one turn of the event loop and works it off at the turn's end. Answers then leave one right after the other:
 * an answer written alone mostly wakes a sleeping caller, which costs the processor more than forming it.
 */

/** Returns how an item is added; `work` gets the items in the order they came, and must not throw. */
export function createTurnBatch<Item>(
  work: (items: readonly Item[]) => void,
): (item: Item) => void {
  let waiting: Item[] = [];
  const workOff = (): void => {
    const items = waiting;
    waiting = [];
    work(items);
  };
  return (item) => {
    if (waiting.push(item) === 1) setImmediate(workOff);
  };
}
