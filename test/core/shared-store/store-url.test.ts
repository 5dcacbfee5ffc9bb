import { describe, expect, it } from 'vitest';
import { parseStoreUrl } from '../../../src-core/shared-store/store-url.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';

const SECRET = 'hunter2';

function refusal(text: string, source: 'argument' | 'file' = 'argument'): KeywrightError {
  try {
    parseStoreUrl(text, source);
  } catch (error) {
    if (error instanceof KeywrightError) return error;
  }
  throw new Error('it was not refused');
}

describe('the URL of a shared store', () => {
  it('names host, port, user and database, and nothing else is guessed', () => {
    expect(parseStoreUrl('postgres://kw@127.0.0.1:5433/team%20keys', 'argument')).toEqual({
      host: '127.0.0.1',
      port: 5_433,
      user: 'kw',
      database: 'team keys',
      password: null,
      tls: null,
      label: 'postgres://kw@127.0.0.1:5433/team%20keys',
    });
    expect(parseStoreUrl('postgresql://kw@localhost/keys', 'argument')).toMatchObject({
      host: 'localhost',
      port: 5_432,
    });
  });

  it('may be a unix socket', () => {
    const url = 'postgres://kw@localhost/keys?host=/run/postgresql';
    expect(parseStoreUrl(url, 'argument')).toMatchObject({ host: '/run/postgresql', tls: null });
  });

  it.each([
    '',
    'keys',
    'mysql://kw@localhost/keys',
    'postgres://localhost/keys',
    'postgres://kw@localhost',
    'postgres://kw@localhost/',
    'postgres://kw@localhost/a/b',
    'postgres://kw@localhost/keys?options=-c%20fsync%3Doff',
    'postgres://kw@localhost/keys?sslkey=x',
  ])('that is not whole, or has settings that are not known, is refused: %j', (text) => {
    expect(refusal(text).code).toBe('usage/invalid-argument');
  });

  it.each([
    'postgres://kw@db.example/keys',
    'postgres://kw@db.example/keys?sslmode=disable',
    'postgres://kw@db.example/keys?sslmode=prefer',
    'postgres://kw@db.example/keys?sslmode=require',
    'postgres://kw@db.example/keys?sslmode=verify-ca',
    'postgres://kw@10.0.0.7/keys',
    'postgres://kw@127.0.0.1.example/keys',
    'postgres://kw@[2001:db8::1]/keys',
    'postgres://kw@[::ffff:127.0.0.1]/keys',
    'postgres://kw@0.0.0.0/keys',
  ])('off loopback without proof of the server is refused, and says what to add: %s', (text) => {
    const { code, hint } = refusal(text);
    expect([code, hint]).toEqual([
      'usage/invalid-argument',
      expect.stringContaining('sslmode=verify-full'),
    ]);
  });

  it.each(['127.0.0.1', '127.8.8.8', 'localhost', '[::1]'])('on %s needs no encryption', (host) => {
    expect(parseStoreUrl(`postgres://kw@${host}/keys`, 'argument').tls).toBeNull();
    expect(refusal(`postgres://kw@${host}/keys?sslmode=require`).code).toBe(
      'usage/invalid-argument',
    );
  });

  it('off loopback proves the server, by an authority of its own where one is named', () => {
    const url = 'postgres://kw@db.example/keys?sslmode=verify-full';
    expect(parseStoreUrl(url, 'argument').tls).toEqual({ rootCertificates: null });
    const own = parseStoreUrl(`${url}&sslrootcert=/etc/ca.pem`, 'argument');
    expect(own.tls).toEqual({ rootCertificates: '/etc/ca.pem' });
  });

  it('takes a password from a file of one’s own alone, and never repeats it', () => {
    const url = `postgres://kw:${SECRET}@127.0.0.1/keys`;
    const parsed = parseStoreUrl(url, 'file');
    expect(parsed.password).toBe(SECRET);
    expect(parsed.label).not.toContain(SECRET);
    const error = refusal(url);
    expect(JSON.stringify([error.publicMessage, error.hint])).not.toContain(SECRET);
    const broken = refusal(`postgres://kw:${SECRET}@db.example/keys`, 'file');
    expect(JSON.stringify([broken.publicMessage, broken.hint])).not.toContain(SECRET);
  });
});
