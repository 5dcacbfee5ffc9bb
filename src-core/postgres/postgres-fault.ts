/** What PostgreSQL and the connection to it say of a fault, as error codes. Anything else is a fault of ours and passes through. */
import type { ErrorCode } from '../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

/** Five characters of an error that the server reported; null where the connection itself failed. */
export function sqlState(error: unknown): string | null {
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  return typeof code === 'string' && typeof severity === 'string' ? code : null;
}

/** Name of the violated constraint; null where none was. */
export function violatedConstraint(error: unknown): string | null {
  const { constraint } = error as { readonly constraint?: unknown };
  const isViolation = sqlState(error)?.startsWith('23') === true;
  return isViolation && typeof constraint === 'string' ? constraint : null;
}

/** Whether nothing more can be asked on this connection: it broke, did not answer in time, or the server ends it. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof KeywrightError) return false;
  const state = sqlState(error);
  if (state !== null) return state.startsWith('08') || ENDED.has(state);
  return isNetworkFault(error);
}

/** The server shuts down, crashed, cannot be connected to now, ended an idle session, or ended a transaction that was left open. */
const ENDED: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05', '25P03']);

const NETWORK_CODES =
  /^(E(CONN|HOST|NET|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN|NOENT|ACCES)|CERT_|ERR_(TLS|SSL|SOCKET)|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_)/;
/** The driver has no codes for these. */
const NETWORK_WORDS =
  /Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client (has encountered|was closed|is not queryable)|does not support SSL|Cannot use a pool after/;

function isNetworkFault(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string' && NETWORK_CODES.test(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isNetworkFault);
  return typeof message === 'string' && NETWORK_WORDS.test(message);
}

const PROOF_HINT =
  'Its certificate must be of a known authority (name another by sslrootcert=FILE) and of the host in the store URL.';

/** A certificate of another authority or of another name, or none: what is at the other end may be anybody. */
function isUnproven(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof message === 'string' && message.includes('does not support SSL')) return true;
  return typeof code === 'string' && UNPROVEN.test(code);
}

const UNPROVEN = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_)/;

/** A limit of ours has passed: asking once more would double the wait of whoever is behind it. */
export function isOutOfTime(error: unknown): boolean {
  const { message } = error as { readonly message?: unknown };
  return typeof message === 'string' && /timeout/i.test(message);
}

const BY_STATE: readonly [RegExp, ErrorCode, string][] = [
  [/^28|^42501$/, 'store/access-refused', 'does not let this user do that'],
  [/^3D000$/, 'store/not-found', 'has no such database'],
  [/^55P03$|^57014$|^40001$|^40P01$|^53300$/, 'store/busy', 'is busy'],
  [/^25006$/, 'store/read-only', 'is a standby or read-only'],
  [/^53100$/, 'disk/full', 'has no room left'],
  [/^58|^XX|^53/, 'store/unavailable', 'failed'],
  [/^42P01$|^42703$|^42883$|^3F000$/, 'store/damaged', 'lacks tables of the store'],
];

/** The fault of `work` as a KeywrightError where it is one of the server or of the way to it; else as it was. */
export function postgresFault(error: unknown, place: string): unknown {
  if (error instanceof KeywrightError) return error;
  if (isUnproven(error)) {
    return new KeywrightError(
      'store/unavailable',
      `The server at ${place} does not prove that it is that server`,
      { cause: error, hint: PROOF_HINT },
    );
  }
  if (isConnectionLost(error)) {
    return new KeywrightError('store/unavailable', `Cannot reach the store at ${place}`, {
      cause: error,
    });
  }
  const state = sqlState(error);
  const known = BY_STATE.find(([states]) => state !== null && states.test(state));
  if (known === undefined) return error;
  const [, code, what] = known;
  return new KeywrightError(code, `The store at ${place} ${what}`, { cause: error });
}
