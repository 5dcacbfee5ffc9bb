import { describe, expect, it } from 'vitest';
import { guessCredential } from '../../../src-core/import/guess-credential.ts';
import { decodeEnvFile, planEnvImport } from '../../../src-core/import/plan-env-import.ts';
import { codeOf } from '../../code-of.ts';

const plan = (text: string, taken: readonly string[] = []) => planEnvImport(text, new Set(taken));

describe('planEnvImport', () => {
  it('imports what has a value and says why the rest is left out', () => {
    const rows = plan('A=1\nB=\nbroken\nC=3', ['C']);
    expect(rows.map(({ line, action, notes }) => [line, action, notes])).toEqual([
      [1, 'add', []],
      [2, 'skip', ['empty']],
      [3, 'skip', ['not of the form NAME=value']],
      [4, 'skip', ['an entry of that name exists']],
    ]);
  });

  it('takes the last of several lines with one name, wherever it stands', () => {
    expect(plan('A=1\nB=2\nA=3').map(({ action, value }) => [action, value])).toEqual([
      ['skip', null],
      ['add', '2'],
      ['add', '3'],
    ]);
  });

  it('says where another reader would have cut the value', () => {
    expect(plan('A=abc#def')[0]).toMatchObject({ action: 'add', value: 'abc#def' });
    expect(plan('A=abc#def')[0]?.notes).toHaveLength(1);
    expect(plan('A="abc#def"')[0]?.notes).toHaveLength(0);
  });

  it('never repeats a value in its notes', () => {
    const rows = plan('A=canary1#canary2 # canary3\nB="canary4\nC="canary5"x');
    expect(JSON.stringify(rows.map(({ notes }) => notes))).not.toContain('canary');
  });

  it('leaves out a value that no entry could hold', () => {
    expect(plan(`A=${'x'.repeat(65_537)}`)[0]).toMatchObject({ action: 'skip' });
    expect(plan(`A=${'x'.repeat(65_536)}`)[0]).toMatchObject({ action: 'add' });
  });
});

describe('decodeEnvFile', () => {
  it.each([
    ['too large', Buffer.alloc(1_048_577, 'a')],
    ['not text', Buffer.from('A=1\0')],
    ['not UTF-8', Buffer.from([0x41, 0x3d, 0xff])],
  ])('refuses a file that is %s', (_what, bytes) => {
    expect(codeOf(() => decodeEnvFile(bytes))).toBe('import/unreadable');
  });

  it('reads the largest file that is allowed', () => {
    expect(decodeEnvFile(Buffer.alloc(1_048_576, 'a'))).toHaveLength(1_048_576);
  });
});

describe('guessCredential', () => {
  it.each([
    ['X', 'sk_live_abc', 'api-key', 'Stripe'],
    ['X', 'ghp_abc', 'token', 'GitHub'],
    ['X', 'sk-ant-api03-x', 'api-key', 'Anthropic'],
    ['X', 'sk-proj-x', 'api-key', 'OpenAI'],
    ['X', `AKIA${'A'.repeat(16)}`, 'api-key', 'AWS'],
    ['X', '-----BEGIN CERTIFICATE-----', 'certificate', null],
    ['DB_PASSWORD', 'x', 'password', null],
    ['OAUTH_CLIENT_SECRET', 'x', 'oauth-client', null],
    ['CI_TOKEN', 'x', 'token', null],
    ['API_KEY', 'x', 'api-key', null],
    ['PORT', '3000', 'other', null],
  ])('takes %s=%s for %s of %s', (...[name, value, kind, issuer]) => {
    expect(guessCredential(name, value)).toEqual({ kind, issuer });
  });
});
