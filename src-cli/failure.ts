/**
 * Turns whatever was thrown into what leaves the process: code, message, hint and exit code. Never a stack, never an argument's value:
 * a secret put on the command line by mistake must not be repeated into a log.
 */
import { CommanderError } from 'commander';
import { clip } from '../src-shared/error/clip.ts';
import { type ErrorCode, errorFacts } from '../src-shared/error/error-codes.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  readonly exit: number;
}

/** The failure an error stands for; null where it is none of ours: a fault in the program. */
export function describeFailure(error: unknown): Failure | null {
  if (error instanceof KeywrightError) return fromKeywrightError(error);
  if (error instanceof CommanderError) return fromKeywrightError(usageError(error));
  return null;
}

/** What the person sees of a fault in the program; the details went to the log. */
export function internalFailure(logFile: string | null): Failure {
  const facts = errorFacts('internal/bug');
  const where = logFile === null ? 'the log could not be written' : `details are in ${logFile}`;
  return {
    code: 'internal/bug',
    message: `Internal error; ${where}`,
    hint: facts.hint,
    exit: facts.exit,
  };
}

function fromKeywrightError(error: KeywrightError): Failure {
  return {
    code: error.code,
    message: error.publicMessage,
    hint: error.hint,
    exit: errorFacts(error.code).exit,
  };
}

const SECRET_OPTIONS = new Set(['--secret', '--token', '--password', '--key', '--value']);

function usageError(error: CommanderError): KeywrightError {
  switch (error.code) {
    case 'commander.excessArguments':
      return excessArguments(error.message);
    case 'commander.help':
      return invalid('a command is missing');
    case 'commander.unknownOption':
      return unknownOption(error.message);
    case 'commander.unknownCommand':
      return unknownWord(error.message);
    default:
      return invalid(error.message.replace(/^error: /, '').split('\n')[0] ?? '');
  }
}

/** The arguments themselves are not repeated: one may be a secret. */
function excessArguments(message: string): KeywrightError {
  const command = /for '(verify|explain)'/.exec(message)?.[1];
  if (command !== undefined) {
    return new KeywrightError(
      'usage/secret-rejected',
      'A key is never taken from the command line',
      {
        hint: `Pipe it: \`keywright ${command} < FILE\`.`,
      },
    );
  }
  return invalid(
    message.replace(/^error: |\. Expected[\s\S]*$/g, ''),
    'Quote what has spaces. Secrets are never arguments: pipe them, or name a file.',
  );
}

function invalid(message: string, hint?: string): KeywrightError {
  const text = sentence(message);
  return new KeywrightError('usage/invalid-argument', text, hint === undefined ? {} : { hint });
}

function unknownOption(message: string): KeywrightError {
  const flag = /'([^'=]*)/.exec(message)?.[1] ?? '';
  if (/^-\d+[a-z]?$/i.test(flag)) {
    return new KeywrightError('usage/invalid-duration', `"${clip(flag)}" is not a duration`);
  }
  if (SECRET_OPTIONS.has(flag)) {
    return new KeywrightError(
      'usage/secret-rejected',
      `There is no option ${flag}: secrets are never taken from the command line`,
      { hint: 'Pipe the secret to standard input, name a file, or type it at the prompt.' },
    );
  }
  return invalid(`unknown option ${shortWord(flag)}`, didYouMean(message));
}

function unknownWord(message: string): KeywrightError {
  const word = /'([^']*)'/.exec(message)?.[1] ?? '';
  return invalid(
    `unknown command ${shortWord(word)}`,
    didYouMean(message) ?? 'Run `keywright help`.',
  );
}

/** Quotes a word only where it is too short to be a secret. */
function shortWord(word: string): string {
  return word.length <= 24 ? `"${clip(word)}"` : '(too long to repeat)';
}

function didYouMean(message: string): string | undefined {
  const suggestion = /\(Did you mean (.*)\?\)/.exec(message)?.[1];
  return suggestion === undefined ? undefined : `Did you mean ${suggestion}?`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
