/**
 * The address of a shared store: `postgres://user@host:port/database?sslmode=…&sslrootcert=FILE`, or a unix socket with `host=/folder` in
 * its query and `localhost` before it. Off loopback the server must prove who it is: `sslmode=verify-full` and nothing less. A password in a URL is refused where
 * others can read the URL: it comes from a file or the OS keychain.
 */
import { isIP } from 'node:net';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

export interface StoreUrl {
  /** Name or address, or the folder of a unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Null: the URL holds none. */
  readonly password: string | null;
  /** Null: not encrypted, which is for loopback and unix sockets alone. */
  readonly tls: { readonly rootCertificates: string | null } | null;
  /** The URL without password and query: for messages, and the account in the OS keychain. */
  readonly label: string;
}

/** Where a URL was written: a file of one's own may hold a password, an argument or a variable may not. */
export type UrlSource = 'argument' | 'file';

const DEFAULT_PORT = 5_432;
const KNOWN_QUERY: ReadonlySet<string> = new Set(['sslmode', 'sslrootcert', 'host']);

/** Throws usage/invalid-argument, whose message never repeats the URL. */
export function parseStoreUrl(text: string, source: UrlSource): StoreUrl {
  const url = parseUrl(text);
  for (const name of url.searchParams.keys()) {
    if (!KNOWN_QUERY.has(name)) throw refused(`The store URL has an unknown setting "${name}"`);
  }
  if (url.password !== '' && source === 'argument') {
    throw refused(
      'A password in the store URL can be read by others',
      'Leave it out of the URL: put it into a file and name that in KEYWRIGHT_STORE_PASSWORD_FILE, or keep it in the OS keychain with `keywright store password`.',
    );
  }
  const socketFolder = url.searchParams.get('host');
  const host = socketFolder ?? url.hostname.replace(/^\[|\]$/g, '');
  const database = decodeURIComponent(url.pathname.slice(1));
  const user = decodeURIComponent(url.username);
  if (host === '' || database === '' || user === '' || database.includes('/')) {
    throw refused(
      'The store URL is not whole',
      'Write postgres://USER@HOST:PORT/DATABASE?sslmode=verify-full.',
    );
  }
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  return {
    host,
    port,
    user,
    database,
    password: url.password === '' ? null : decodeURIComponent(url.password),
    tls: readTls(url, host),
    label: `postgres://${url.username}@${host}:${port}/${url.pathname.slice(1)}`,
  };
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && (url.protocol === 'postgres:' || url.protocol === 'postgresql:')) return url;
  throw refused(
    'The store URL cannot be read',
    'Write postgres://USER@HOST:PORT/DATABASE?sslmode=verify-full.',
  );
}

function readTls(url: URL, host: string): StoreUrl['tls'] {
  const mode = url.searchParams.get('sslmode');
  if (mode === 'verify-full') return { rootCertificates: url.searchParams.get('sslrootcert') };
  if (isLocal(host) && (mode === null || mode === 'disable')) return null;
  const place = isLocal(host) ? 'On this machine' : `${host} is another machine: there`;
  throw refused(
    `${place} sslmode ${mode === null ? 'is missing' : `"${mode}" proves nothing`}`,
    'Add ?sslmode=verify-full to the store URL, and &sslrootcert=FILE where the server has a certificate of your own authority.',
  );
}

/** Loopback by address or by the one name that always means it, or a unix socket. */
function isLocal(host: string): boolean {
  if (host.startsWith('/') || host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

function refused(message: string, hint?: string): KeywrightError {
  return new KeywrightError('usage/invalid-argument', message, hint === undefined ? {} : { hint });
}
