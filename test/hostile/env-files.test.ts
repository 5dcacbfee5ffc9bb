/** Attack: a .env file that was made to crash, hang or mislead the import. Everything is parsed or refused with a code, in linear time. */
import { describe, expect, it } from 'vitest';
import {
  decodeEnvFile,
  type ImportRow,
  planEnvImport,
} from '../../src-core/import/plan-env-import.ts';
import { scaled, scaledTimeoutMs } from '../scale.ts';
import { mutateText } from './byte-mutations.ts';
import { runHostile, WrongAnswer } from './hostile-run.ts';

const CASES = Math.max(3_000, scaled(3_000));

const ORIGINAL = Buffer.from(
  [
    '# the shop',
    'STRIPE_KEY=sk_live_51abcdefghijklmnop',
    'export DB_PASSWORD="two words # kept" # comment',
    "SINGLE='a\\nb'",
    'TICKS=`c "d" e`',
    'MULTI="-----BEGIN KEY-----',
    'abc',
    '-----END KEY-----"',
    'STRIPE_KEY=sk_live_again',
    'EMPTY=',
    'bad line',
    'ESCAPED="a\\"b\\\\"',
    '',
  ].join('\n'),
);

function plan(bytes: Uint8Array): ImportRow[] {
  return planEnvImport(decodeEnvFile(bytes), new Set(['TAKEN']));
}

function read(bytes: Buffer): string {
  const rows = plan(bytes);
  const names = rows.filter((row) => row.action === 'add').map((row) => row.name);
  if (new Set(names).size !== names.length) throw new WrongAnswer('a name twice');
  for (const { action, name, value, notes } of rows) {
    if ((action === 'add') !== (name !== null && value !== null && value !== '')) {
      throw new WrongAnswer('a row that cannot be');
    }
    if (value !== null && value.length > 8 && notes.join(' ').includes(value)) {
      throw new WrongAnswer('a note with a secret');
    }
  }
  return names.length === 0 ? 'nothing' : 'rows';
}

describe('a .env file that was tampered with', () => {
  it('becomes rows that fit, or import/unreadable', {
    timeout: scaledTimeoutMs(3_600_000),
  }, async () => {
    const report = await runHostile({
      title: 'mutated .env files',
      cases: CASES,
      original: ORIGINAL,
      mutate: mutateText,
      read,
    });
    expect(report.faults).toEqual([]);
    expect(Array.from(report.outcomes.keys()).toSorted()).toEqual(
      expect.arrayContaining(['import/unreadable', 'rows']),
    );
  });

  const lines = (count: number, line: (index: number) => string): Buffer =>
    Buffer.from(Array.from({ length: count }, (_unused, index) => line(index)).join('\n'));

  it.each([
    ['100,000 assignments', lines(100_000, (index) => `K${index}=v`)],
    ['100,000 unclosed double quotes', lines(100_000, () => 'A="x')],
    ['200,000 quotes that close on the next line', lines(200_000, () => 'A="')],
    [
      '150,000 unclosed quotes of two kinds',
      lines(150_000, (at) => (at % 2 === 0 ? "A='" : 'B="')),
    ],
    ['100,000 escaped quotes in a line', Buffer.from(`A="${'\\"'.repeat(100_000)}`)],
    ['a million backslashes before a quote', Buffer.from(`A="${'\\'.repeat(1_000_000)}x"`)],
    ['backslashes and quotes in turn', Buffer.from(`A="${'\\\\x"'.repeat(200_000)}`)],
    ['a name of a million letters', Buffer.from('A'.repeat(1_000_000))],
    ['a million spaces', Buffer.from(`A${' '.repeat(1_000_000)}B`)],
    ['a million spaces behind a value', Buffer.from(`A=b${' '.repeat(1_000_000)}c`)],
    ['a million number signs', Buffer.from(`A=b${'#'.repeat(1_000_000)}`)],
    ['a million tabs and number signs', Buffer.from(`A=b${'\t#'.repeat(500_000)}`)],
    ['a million line ends', Buffer.from('\r'.repeat(1_000_000))],
    [
      'names of an object',
      Buffer.from('__proto__=x\nconstructor=y\ntoString=z\nhasOwnProperty=w\n'),
    ],
  ])('is read without a hang where it has %s', { timeout: 30_000 }, (_name, bytes) => {
    expect(read(bytes)).toMatch(/^(rows|nothing)$/);
  });

  it.each([
    ['a NUL', Buffer.from('A=b\0c')],
    ['bytes that are no UTF-8', Buffer.from([0x41, 0x3d, 0xff, 0xfe])],
    ['UTF-16', Buffer.from('A=b', 'utf16le')],
    ['more than 1 MiB', Buffer.alloc(1_048_577, 'a')],
  ])('is refused with import/unreadable where it has %s', (_name, bytes) => {
    expect(() => plan(bytes)).toThrow(expect.objectContaining({ code: 'import/unreadable' }));
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'imports %s as a name like any other',
    (name) => {
      expect(plan(Buffer.from(`${name}=value\n`))).toEqual([
        expect.objectContaining({ name, value: 'value', action: 'add' }),
      ]);
    },
  );

  it('reads byte order mark and Windows line ends as the plain file', () => {
    const windows = Buffer.from(`\ufeff${ORIGINAL.toString().replaceAll('\n', '\r\n')}`);
    const values = (bytes: Buffer) => plan(bytes).map(({ name, value }) => [name, value]);
    expect(values(windows)).toEqual(values(ORIGINAL));
  });
});
