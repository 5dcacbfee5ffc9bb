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
  let marks: EngineAnswer<'engine:marks'> | null = null;
  const look = async (): Promise<void> => {
    const now = (await engine.call('engine:marks', {})) as EngineAnswer<'engine:marks'>;
    const before = marks;
    marks = now;
    // What the first look finds was there before anything was shown.
    if (before === null) return;
    if (now.vaultSeq !== before.vaultSeq) tell('vault-changed');
    if (now.storeSeq !== before.storeSeq) tell('store-changed');
  };
  // A look that fails is made again: the call that the person makes next says what is wrong.
  const tryToLook = (): void => void look().catch(() => undefined);
  let isSoon = false;
  return {
    begin: () => {
      marks = null;
      tryToLook();
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
