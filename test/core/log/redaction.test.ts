/** Tokens, passwords and Authorization never reach a log line, whatever object, message or stack they came in. */

import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { encodeRecoveryCode } from '../../../src-core/crypto/recovery-code.ts';
import { newToken } from '../../../src-core/keys/token-secret.ts';
import { createLog } from '../../../src-core/log/log.ts';
import { redactSecrets } from '../../../src-core/log/redact.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretBytes } from '../../../src-core/secret/secret-bytes.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { scaled } from '../../scale.ts';

interface Sample {
  readonly facts: Record<string, unknown>;
  readonly message: string;
  /** What must not be found in the line. */
  readonly secrets: readonly string[];
}

const PASSWORDS = [
  'correct horse battery staple',
  'p@ss "quoted" \\ word 42',
  'Pässwörter-sind-lang',
];

/** Every place a token can come in, for one token. */
function tokenSamples(token: string): Sample[] {
  const secret = token.slice(token.lastIndexOf('_') + 1);
  const encoded = token.replaceAll('_', '%5F');
  const deep = { a: { b: { c: { d: { value: token } } } } };
  const caused = new KeywrightError('store/unavailable', 'no', {
    cause: new Error(`lookup of ${token}`),
  });
  const samples: [Record<string, unknown>, string][] = [
    [{ url: `/v1/verify?token=${token}` }, 'request'],
    [{ url: `/v1/verify?x=${encoded}` }, 'request'],
    [{ url: `/v1/verify?x=${encoded.replaceAll('%', '%25')}` }, 'request'],
    [{ req: { headers: { authorization: `Bearer ${token}`, 'x-api-key': token } } }, 'headers'],
    [{ headers: [['Authorization', `Bearer ${token}`]] }, 'raw headers'],
    [{ token }, 'a field'],
    [{ body: JSON.stringify({ token }) }, 'a body'],
    [{ payload: JSON.stringify({ inner: JSON.stringify({ token }) }) }, 'a body in a body'],
    [deep, 'deep'],
    [{ [token]: true }, 'a name'],
    [{ list: [token, [token]] }, 'a list'],
    [{ err: new Error(`refused ${token}`) }, 'an error'],
    [{ err: caused }, 'a cause'],
    [{ err: Object.assign(new Error('no'), { input: token }) }, 'a property of an error'],
    [{}, `message with ${token} in it`],
    [{}, `two: ${token},${token}`],
    [{}, `glued:${token}.`],
    [{ text: `my_${token}` }, 'behind a word'],
    [{ text: token.slice(0, -20) }, 'cut off'],
    [{ text: `line\\n${token}` }, 'behind a literal escape'],
  ];
  return samples.map(([facts, message]) => ({
    facts,
    message,
    secrets: [secret, secret.slice(0, 20)],
  }));
}

function credentialSamples(password: string): Sample[] {
  const basic = Buffer.from(`me:${password}`).toString('base64');
  const json = JSON.stringify({ password });
  const samples: [Record<string, unknown>, string, string][] = [
    [{ password }, 'a field', password],
    [{ form: { password } }, 'a deeper field', password],
    [{ a: { b: { c: { password } } } }, 'a deep field', password],
    [
      { a: { b: { c: { passphrase: password, recoveryCode: password } } } },
      'other names',
      password,
    ],
    [{ body: json }, 'a body', password],
    [{ outer: JSON.stringify({ body: json }) }, 'a body in a body', password],
    [{ err: new Error(`cannot parse ${json}`) }, 'an error', password],
    [{ a: { b: { headers: { Authorization: `Basic ${basic}` } } } }, 'basic', basic],
    [{}, `Authorization: Basic ${basic}`, basic],
    [{ text: `it sent Bearer ${basic} to us` }, 'a scheme in a sentence', basic],
    [{ url: `/x?api_key=${basic}&y=1` }, 'a parameter', basic],
    [{ url: `/x?y=1&key=${basic}` }, 'a short parameter', basic],
    [
      { text: `GET / HTTP/1.1\r\nAuthorization: Basic ${basic}\r\nCookie: sid=${basic}\r\n` },
      'raw',
      basic,
    ],
    [{ url: `/x?password=${encodeURIComponent(password)}` }, 'a URL', encodeURIComponent(password)],
  ];
  return samples.map(([facts, message, secret]) => {
    const escaped = JSON.stringify(secret).slice(1, -1);
    return { facts, message, secrets: [secret, escaped, JSON.stringify(escaped).slice(1, -1)] };
  });
}

function samples(): Sample[] {
  const tokens = Array.from(
    { length: scaled(60) },
    () => newToken('acme', 'live', systemRandom).token,
  );
  return [...tokens.flatMap(tokenSamples), ...PASSWORDS.flatMap(credentialSamples)];
}

interface Logging {
  error(facts: Record<string, unknown>, message: string): void;
}

/** Names of the samples that got through, never the secrets themselves. */
function leaks(log: Logging, lines: string[], all: readonly Sample[]): string[] {
  return all.flatMap(({ facts, message, secrets }) => {
    lines.length = 0;
    log.error(facts, message);
    const text = lines.join('');
    const name = redactSecrets(message).slice(0, 30);
    return secrets.some((secret) => text.includes(secret)) ? [name] : [];
  });
}

describe('log redaction', () => {
  it('lets none of at least 1,000 lines through with a token, a password or a credential', () => {
    const lines: string[] = [];
    const log = createLog({ sink: { write: (line) => lines.push(line) } });
    const all = samples();
    expect(all.length).toBeGreaterThanOrEqual(1_000);
    expect([...new Set(leaks(log, lines, all))]).toEqual([]);
  });

  it('leaves every line one JSON object', () => {
    const lines: string[] = [];
    const log = createLog({ sink: { write: (line) => lines.push(line) } });
    for (const { facts, message } of samples().slice(-60)) log.error(facts, message);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('keeps the id of a token, and what is no secret', () => {
    const { token, versionId } = newToken('acme', 'live', systemRandom);
    expect(redactSecrets(`refused ${token}`)).toBe(`refused acme_live_${versionId}_[redacted]`);
    const plain =
      '{"level":"info","time":"2026-06-01T12:00:00.000Z","keyId":"key_73nK2NiQTTBLAtZChmKE5Y","msg":"the store is open"}';
    expect(redactSecrets(plain)).toBe(plain);
  });

  it('control: the same logger without the hook on the stream leaks', () => {
    const lines: string[] = [];
    const log = pino(
      { redact: { paths: ['token', '*.token', 'password', '*.password', 'headers', '*.headers'] } },
      {
        write: (line: string) => lines.push(line),
      },
    );
    const found = new Set(leaks(log, lines, samples().slice(0, 40)));
    expect(found.has('deep')).toBe(true);
    expect(found.has('an error')).toBe(true);
    expect(found.size).toBeGreaterThan(8);
  });

  it('takes no longer on hostile lines than they deserve', () => {
    const hostile = [
      'a'.repeat(200_000),
      '_'.repeat(200_000),
      '\\"'.repeat(100_000),
      '"password":"'.repeat(20_000),
      `"token":"${'\\'.repeat(100_000)}`,
    ];
    for (const text of hostile) expect(redactSecrets(text).length).toBeGreaterThan(0);
  });

  it('takes out a recovery code as it is printed, whole or cut off, and keeps what only looks like one', () => {
    const random = systemRandom.bytes(32);
    const code = encodeRecoveryCode(new SecretBytes(Buffer.from(random))).expose();
    for (const text of [code, code.toLowerCase(), code.slice(0, 35), `"${code}" is wrong`]) {
      const redacted = redactSecrets(`x ${text}`);
      expect(redacted).toContain('[redacted]');
      expect(redacted).not.toContain(code.slice(0, 9));
      expect(redacted).not.toContain(code.slice(0, 9).toLowerCase());
    }
    const kept =
      'on 2026-11-24 key 0b2f4c1e-5a7d-4e0b-9c55-0123456789ab of host-name-with-more-dash';
    expect(redactSecrets(kept)).toBe(kept);
  });
});
