/** Tells the window when a log has grown, whichever program wrote: each change of vault or store is an event of its log. */
import type { EngineAnswer } from '../../src-shared/contract/engine-answers.ts';
import type { PortEvent } from '../../src-shared/desk/port-messages.ts';
import type { DeskEngine } from './desk-engine.ts';

const LOOK_EVERY_MS = 1_000;

export interface LogWatch {
  begin(): void;
  /** A call was answered: what it changed is told at once, not at the next look. */
  soon(): void;
  end(): void;
}

export function watchLogs(
  engine: Pick<DeskEngine, 'call'>,
  tell: (event: PortEvent) => void,
): LogWatch {
  let timer: NodeJS.Timeout | null = null;
  let marks: EngineAnswer<'engine:marks'> = { vaultSeq: 0, storeSeq: 0 };
  const look = async (): Promise<void> => {
    const input = { vaultSeq: marks.vaultSeq };
    const now = (await engine.call('engine:marks', input)) as EngineAnswer<'engine:marks'>;
    if (now.vaultSeq !== marks.vaultSeq) tell('vault-changed');
    if (now.storeSeq !== marks.storeSeq) tell('store-changed');
    marks = now;
  };
  // A look that fails is made again: the call that the person makes next says what is wrong.
  const tryToLook = (): void => void look().catch(() => undefined);
  let isSoon = false;
  return {
    begin: () => {
      timer ??= setInterval(tryToLook, LOOK_EVERY_MS);
    },
    soon: () => {
      if (timer === null || isSoon) return;
      isSoon = true;
      setImmediate(() => {
        isSoon = false;
        tryToLook();
      });
    },
    end: () => {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}
