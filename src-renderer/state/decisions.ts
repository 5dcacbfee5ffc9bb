/** The newest decisions of the server, as long as the window lives; a log that never ends is the audit's business, not the screen's. */
import { create } from 'zustand';
import type { ServerDecision } from '../../src-shared/desk/main-calls.ts';

const MOST = 500;

interface Decisions {
  readonly newestFirst: readonly ServerDecision[];
}

export const useDecisions = create<Decisions>()(() => ({ newestFirst: [] }));

export function followDecisions(): void {
  window.keywright.onMain('server:decided', (decisions) => {
    useDecisions.setState(({ newestFirst }) => ({
      newestFirst: [...decisions.toReversed(), ...newestFirst].slice(0, MOST),
    }));
  });
}
