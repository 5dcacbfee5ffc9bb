/**
 * Ends a process of ours at once, whatever it does. One that has ended by itself is told of a moment later: until then its id is known
 * and nobody has it, and the system says so with an error that is none.
 */
export function killNow(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
