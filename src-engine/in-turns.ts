/** Runs work when all the work before it has ended, however it ended. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function inTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
