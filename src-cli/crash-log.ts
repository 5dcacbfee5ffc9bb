/** Where an internal error leaves its details: one private file, bounded, with everything that looks like a secret taken out. */
import { accessSync, constants } from 'node:fs';
import { inspect } from 'node:util';
import { openLogFile } from '../src-core/log/log-file.ts';
import { redactSecrets } from '../src-core/log/redact.ts';

const MAX_DETAILS_LENGTH = 16_384;
/** Long runs without a slash, which the paths of a stack do not have. */
const LONG_RUN = /[0-9A-Za-z+_]{24,}/g;

interface Crash {
  readonly command: string;
  readonly atMs: number;
  readonly error: unknown;
}

/** Appends name, message, causes and stack of the error. Gives the file back, or null where it cannot be written. */
export function writeCrashLog(logFile: string, crash: Crash): string | null {
  const entry = {
    time: new Date(crash.atMs).toISOString(),
    level: 'error',
    msg: `internal error in ${crash.command}`,
    details: redactCrash(inspect(crash.error, { depth: 4 })).slice(0, MAX_DETAILS_LENGTH),
  };
  const sink = openLogFile(logFile);
  sink.write(`${JSON.stringify(entry)}\n`);
  sink.close();
  try {
    accessSync(logFile, constants.W_OK);
    return logFile;
  } catch {
    return null;
  }
}

/** Takes out whatever has the form of a secret; the paths of stack frames stay. */
export function redactCrash(text: string): string {
  return redactSecrets(text).replace(LONG_RUN, '[redacted]');
}
