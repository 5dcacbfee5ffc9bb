/** Which shared store the person has named, and where its secrets come from: files they name, else the OS keychain. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Keychain } from '../keychain/keychain.ts';
import type { PostgresAddress } from '../postgres/postgres-pool.ts';
import { parseStoreUrl, type StoreUrl } from './store-url.ts';

export interface SharedStoreConfig {
  readonly address: PostgresAddress;
  /** Holds the store's keys on a machine that did not make them; null: they are where the store says. */
  readonly keysFile: string | null;
}

interface ConfigSource {
  /** Of `--store`; null: not given. */
  readonly url: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly keychain: Keychain;
}

/**
 * Null: no shared store is named, the embedded one is meant. `--store` wins over KEYWRIGHT_STORE_URL_FILE, that over KEYWRIGHT_STORE.
 * Reads files, asks nobody. Throws usage/invalid-argument, file/unreadable.
 */
export function configuredStore({ url, env, keychain }: ConfigSource): SharedStoreConfig | null {
  const parsed = parseConfigured(url, env);
  if (parsed === null) return null;
  const { host, port, user, database, label } = parsed;
  return {
    address: {
      host,
      port,
      user,
      database,
      label,
      tls: tlsOf(parsed),
      password: passwordOf(parsed, { env, keychain }),
    },
    keysFile: named(env.KEYWRIGHT_STORE_KEYS_FILE),
  };
}

function parseConfigured(url: string | null, env: ConfigSource['env']): StoreUrl | null {
  if (url !== null) return parseStoreUrl(url, 'argument');
  const file = named(env.KEYWRIGHT_STORE_URL_FILE);
  if (file !== null) return parseStoreUrl(readLine(file), 'file');
  const plain = named(env.KEYWRIGHT_STORE);
  return plain === null ? null : parseStoreUrl(plain, 'argument');
}

function tlsOf({ tls, host }: StoreUrl): PostgresAddress['tls'] {
  if (tls === null) return null;
  const ca = tls.rootCertificates === null ? {} : { ca: readLine(tls.rootCertificates) };
  // An address is no server name, and without one Node would compare the certificate with "localhost".
  const name = isIP(host) === 0 ? { servername: host } : {};
  return {
    ...ca,
    ...name,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
  };
}

type PasswordSources = Pick<ConfigSource, 'env' | 'keychain'>;

/** Asked when a connection is made, so that a changed file counts at once; a keychain that does not answer is no password. */
function passwordOf(
  url: StoreUrl,
  { env, keychain }: PasswordSources,
): PostgresAddress['password'] {
  if (url.password !== null) return async () => url.password;
  const file = named(env.KEYWRIGHT_STORE_PASSWORD_FILE);
  if (file !== null) return async () => readLine(file);
  let known: Promise<string | null> | null = null;
  return () => {
    known ??= keychain.get(url.label).then(
      (item) => item?.expose() ?? null,
      () => null,
    );
    return known;
  };
}

/** The whole file without its last newline. */
function readLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new KeywrightError('file/unreadable', `${path} cannot be read`, { cause: error });
  }
}

function named(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
