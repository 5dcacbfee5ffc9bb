/**
 * Ctrl+C ends a command with 130, unless the command has claimed the signals to end in its own way, as `serve` and `tour` do. A reader
 * of standard output that went away ends such a command the same way.
 */

import { KeywrightError } from '../src-shared/error/keywright-error.ts';

export interface Signals {
  /** From now on SIGINT and SIGTERM no longer end the process; resolves at the first of them, or when the reader hung up. */
  claim(): Promise<'SIGINT' | 'SIGTERM' | 'SIGPIPE'>;
  /** Tells a command that claimed the signals. False: none did. */
  hangUp(): boolean;
}

type SignalSource = Pick<NodeJS.Process, 'on' | 'off' | 'once'>;

export function createSignals(source: SignalSource, onInterrupt: () => void): Signals {
  source.on('SIGINT', onInterrupt);
  let onHangUp: (() => void) | null = null;
  return {
    claim: () =>
      new Promise((resolve) => {
        source.off('SIGINT', onInterrupt);
        source.once('SIGINT', () => resolve('SIGINT'));
        source.once('SIGTERM', () => resolve('SIGTERM'));
        onHangUp = () => resolve('SIGPIPE');
      }),
    hangUp: () => {
      onHangUp?.();
      return onHangUp !== null;
    },
  };
}

/** The failure of a command that Ctrl+C ended. */
export function interruption(): KeywrightError {
  return new KeywrightError('internal/interrupted', 'Interrupted');
}
