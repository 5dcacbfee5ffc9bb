/** What leaves the process when something went wrong: never an argument, because one may be a secret. */
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { redactCrash } from '../../src-cli/crash-log.ts';
import { describeFailure } from '../../src-cli/failure.ts';
import { refuseKeysInArguments } from '../../src-cli/input/argument-guard.ts';
import { ERROR_CODES, errorFacts } from '../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { VersionId } from '../../src-shared/ids/ids.ts';
import { encodeToken } from '../../src-shared/key-format/token.ts';
import { codeOf } from '../code-of.ts';

const SECRET = 'sk_live_51Hc2pXkYwExample0042';
const TOKEN = encodeToken({
  prefix: 'acme',
  environment: 'live',
  versionId: '0123456789ab' as VersionId,
  secret: 'S'.repeat(43),
});

describe('describeFailure', () => {
  it.each(ERROR_CODES)('gives %s its own exit code and hint', (code) => {
    const failure = describeFailure(new KeywrightError(code, 'What happened'));
    expect(failure).toEqual({
      code,
      message: 'What happened',
      hint: errorFacts(code).hint,
      exit: errorFacts(code).exit,
    });
  });

  it.each([
    ['commander.unknownOption', `error: unknown option '--secret=${SECRET}'`],
    ['commander.unknownOption', `error: unknown option '--foo=${SECRET}'`],
    ['commander.unknownCommand', `error: unknown command '${SECRET}'`],
    [
      'commander.excessArguments',
      `error: too many arguments for 'add'. Expected 1 argument but got 2: a, ${SECRET}.`,
    ],
    [
      'commander.excessArguments',
      `error: too many arguments for 'verify'. Expected 0 arguments but got 1: ${SECRET}.`,
    ],
  ])('reports %s as bad input and does not repeat what was typed', (code, message) => {
    const failure = describeFailure(new CommanderError(1, code, message));
    expect(failure?.exit).toBe(2);
    expect(JSON.stringify(failure)).not.toContain(SECRET);
  });

  it('keeps the words of a mistyped command and offers the nearest', () => {
    const message = "error: unknown command 'lits'\n(Did you mean list?)";
    expect(
      describeFailure(new CommanderError(1, 'commander.unknownCommand', message)),
    ).toMatchObject({
      message: 'Unknown command "lits"',
      hint: 'Did you mean list?',
    });
  });

  it('knows no fault of the program itself', () => {
    expect(describeFailure(new TypeError('x is not a function'))).toBeNull();
    expect(describeFailure('thrown text')).toBeNull();
  });
});

describe('refuseKeysInArguments', () => {
  it.each([
    ['whole', [TOKEN]],
    ['inside an option', ['verify', `--token=${TOKEN}`]],
    ['with a typing error', ['revoke', `${TOKEN.slice(0, -1)}!`]],
    ['cut short', [TOKEN.slice(0, 50)]],
  ])('refuses a key that is %s', (_what, argv) => {
    expect(codeOf(() => refuseKeysInArguments(argv))).toBe('usage/secret-rejected');
  });

  it('lets ids, names and the part of a key that may be shown pass', () => {
    const shown = 'acme_live_0123456789ab';
    expect(
      codeOf(() => refuseKeysInArguments(['key', 'show', 'key_1234567890123456789012', shown])),
    ).toEqual({ returned: undefined });
  });
});

describe('redactCrash', () => {
  it('takes tokens and long runs out and leaves the paths of a stack', () => {
    const stack = `Error: ${TOKEN} ${'a1B2'.repeat(10)}\n at f (/srv/keywright/src-cli/main.ts:10:5)`;
    const text = redactCrash(stack);
    expect(text).not.toContain('S'.repeat(20));
    expect(text).not.toContain('a1B2a1B2');
    expect(text).toContain('/srv/keywright/src-cli/main.ts:10:5');
  });
});
