import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Keychain } from '../../../src-core/keychain/keychain.ts';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { configuredStore } from '../../../src-core/shared-store/configured-store.ts';
import { codeOf } from '../../code-of.ts';
import { throwawayFolder } from '../store/store-fixture.ts';

const URL_TEXT = 'postgres://kw@127.0.0.1/keys';
const LABEL = 'postgres://kw@127.0.0.1:5432/keys';

function keychainWith(items: Readonly<Record<string, string>>): Keychain {
  return {
    probe: async () => ({ state: 'ready', backend: 'test', explanation: '' }),
    get: async (account) => {
      const item = items[account];
      if (item === 'broken') throw new Error('the keychain does not answer');
      return item === undefined ? null : new SecretText(item);
    },
    set: async () => undefined,
    delete: async () => false,
  };
}

let folder: ReturnType<typeof throwawayFolder>;
beforeEach(() => {
  folder = throwawayFolder();
});
afterEach(() => folder.remove());

const file = (name: string, content: string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};

interface Given {
  readonly url?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly items?: Readonly<Record<string, string>>;
}

const configured = ({ url, env = {}, items = {} }: Given) =>
  configuredStore({ url: url ?? null, env, keychain: keychainWith(items) });

describe('which shared store is meant', () => {
  it('is none where nothing names one, or an empty text does', () => {
    expect(configured({})).toBeNull();
    expect(configured({ env: { KEYWRIGHT_STORE: '', KEYWRIGHT_STORE_URL_FILE: '' } })).toBeNull();
  });

  it('is that of --store, before that of the URL file, before that of the variable', () => {
    const env = {
      KEYWRIGHT_STORE_URL_FILE: file('url', 'postgres://kw:secret@127.0.0.1/of-file\n'),
      KEYWRIGHT_STORE: 'postgres://kw@127.0.0.1/of-variable',
    };
    expect(configured({ url: URL_TEXT, env })?.address.database).toBe('keys');
    expect(configured({ env })?.address.database).toBe('of-file');
    const { KEYWRIGHT_STORE } = env;
    expect(configured({ env: { KEYWRIGHT_STORE } })?.address.database).toBe('of-variable');
  });

  it('refuses a password in the variable, and a URL file that is not there', () => {
    const env = { KEYWRIGHT_STORE: 'postgres://kw:secret@127.0.0.1/keys' };
    expect(codeOf(() => configured({ env }))).toBe('usage/invalid-argument');
    const absent = { KEYWRIGHT_STORE_URL_FILE: join(folder.path, 'absent') };
    expect(codeOf(() => configured({ env: absent }))).toBe('file/unreadable');
  });

  it('names the file of its keys where one is set', () => {
    expect(configured({ url: URL_TEXT })?.keysFile).toBeNull();
    const env = { KEYWRIGHT_STORE_KEYS_FILE: '/etc/keywright/store.keys' };
    expect(configured({ url: URL_TEXT, env })?.keysFile).toBe('/etc/keywright/store.keys');
  });

  it('proves a server by the name of the host, with the authority that is named', () => {
    const ca = file('ca.pem', 'CERTIFICATE\n');
    const url = `postgres://kw@db.example/keys?sslmode=verify-full&sslrootcert=${ca}`;
    expect(configured({ url })?.address.tls).toMatchObject({
      ca: 'CERTIFICATE',
      rejectUnauthorized: true,
      servername: 'db.example',
    });
    const byAddress = configured({ url: url.replace('db.example', '10.0.0.7') });
    expect(byAddress?.address.tls).not.toHaveProperty('servername');
    expect(configured({ url: URL_TEXT })?.address.tls).toBeNull();
  });
});

describe('the password of the database', () => {
  const passwordOf = (given: Given) => configured({ url: URL_TEXT, ...given })?.address.password();

  it('comes from the file that is named, read anew for each connection', async () => {
    const path = file('password', 'first\n');
    const password = configured({ url: URL_TEXT, env: { KEYWRIGHT_STORE_PASSWORD_FILE: path } })
      ?.address.password;
    expect(await password?.()).toBe('first');
    writeFileSync(path, 'second\n');
    expect(await password?.()).toBe('second');
    rmSync(path);
    await expect(password?.()).rejects.toMatchObject({ code: 'file/unreadable' });
  });

  it('comes from the OS keychain under the URL without a password; else there is none', async () => {
    expect(await passwordOf({ items: { [LABEL]: 'kept' } })).toBe('kept');
    expect(await passwordOf({ items: { other: 'kept' } })).toBeNull();
    expect(await passwordOf({ items: { [LABEL]: 'broken' } })).toBeNull();
  });

  it('comes from the URL file where that holds it', async () => {
    const env = { KEYWRIGHT_STORE_URL_FILE: file('url', 'postgres://kw:a%40b@127.0.0.1/keys\n') };
    const own = configuredStore({ url: null, env, keychain: keychainWith({ [LABEL]: 'kept' }) });
    expect(await own?.address.password()).toBe('a@b');
    expect(own?.address.label).toBe(LABEL);
  });
});
