/**
 * The log: JSON lines to a sink. The only importer of pino.
 * Secrets are taken out twice: by the paths they are known to lie at, and by their form on the line as it is written, since paths do
 * not reach into messages, stacks and deep objects.
 */
import { pino } from 'pino';
import type { LineSink } from './log-file.ts';
import { redactSecrets } from './redact.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Facts by name, then one plain sentence. `err` holds the error, with its causes. */
export interface Log {
  debug(facts: Readonly<Record<string, unknown>>, message: string): void;
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

const SECRET_PATHS = ['token', 'password', 'secret', 'authorization', 'headers', 'body'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

interface LogDeps {
  readonly sink: Pick<LineSink, 'write'>;
  readonly level?: LogLevel;
}

export function createLog(deps: LogDeps): Log {
  const logger = pino(
    {
      level: deps.level ?? 'info',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_PATHS, censor: '[redacted]' },
      hooks: { streamWrite: redactSecrets },
    },
    deps.sink,
  );
  return logger;
}
