/**
 * Writing many rows in one statement, and naming the row that the schema refuses: where the statement fails, halves are tried until one
 * row is left. Everything before that row was accepted, so the first refused row is the one that is named.
 */
import { violatedConstraint } from '../../postgres/postgres-fault.ts';
import type { StoreTransaction } from './change-and-append.ts';
import { constraintFault } from './constraint-fault.ts';

interface Batch<Item> {
  readonly items: readonly Item[];
  readonly write: (items: readonly Item[]) => Promise<void>;
  /** Throws the fault of one item as its caller wants to have it told. */
  readonly refuse: (item: Item, fault: unknown) => never;
}

/** Throws what `refuse` throws for a violated constraint, and other faults as they are. */
export async function writeBatch<Item>(tx: StoreTransaction, batch: Batch<Item>): Promise<void> {
  const { items, write, refuse } = batch;
  const [first] = items;
  if (first === undefined) return;
  await tx.run('SAVEPOINT batch');
  try {
    await write(items);
    await tx.run('RELEASE SAVEPOINT batch');
    return;
  } catch (error) {
    if (violatedConstraint(error) === null) throw error;
    await tx.run('ROLLBACK TO SAVEPOINT batch');
    if (items.length === 1) refuse(first, constraintFault(error));
  }
  const half = Math.ceil(items.length / 2);
  await writeBatch(tx, { ...batch, items: items.slice(0, half) });
  await writeBatch(tx, { ...batch, items: items.slice(half) });
}
