/**
 * A base class whose methods have no effect here: each call keeps its first argument in `recorded`, where a spec can read it.
 * The names are checked against Electron's own types by the caller.
 */
import { EventEmitter } from 'node:events';

export type Recording<Name extends string> = EventEmitter & {
  readonly recorded: Record<string, unknown>;
} & { readonly [K in Name]: (value?: unknown, ...rest: unknown[]) => void };

export function withRecorded<Name extends string>(
  names: readonly Name[],
): new () => Recording<Name> {
  class Recorder extends EventEmitter {
    readonly recorded: Record<string, unknown> = {};
  }
  for (const name of names) {
    Object.defineProperty(Recorder.prototype, name, {
      configurable: true,
      writable: true,
      value: function record(this: Recorder, value: unknown = true) {
        this.recorded[name] = value;
      },
    });
  }
  return Recorder as unknown as new () => Recording<Name>;
}
