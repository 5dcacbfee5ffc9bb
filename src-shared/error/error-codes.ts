/**
 * The closed list of error codes: what each means to a script (exit code) and to an HTTP client (status).
 * docs/errors.md has a section per code; a test keeps the two lists equal.
 */
interface CodeFacts {
  /** Exit code of the terminal command, as in docs/cli.md. */
  readonly exit: number;
  /** HTTP status where the server answers with this code. */
  readonly http: number;
  /** Short, stable title (RFC 9457 `title`). */
  readonly title: string;
  /** What the person can do next; null where the message alone says it. */
  readonly hint: string | null;
}

const usage = (title: string, hint: string | null = null): CodeFacts => ({
  exit: 2,
  http: 400,
  title,
  hint,
});
const locked = (title: string, hint: string | null): CodeFacts => ({
  exit: 3,
  http: 401,
  title,
  hint,
});
const absent = (title: string, hint: string | null = null): CodeFacts => ({
  exit: 4,
  http: 404,
  title,
  hint,
});
const conflict = (title: string, hint: string | null = null): CodeFacts => ({
  exit: 5,
  http: 409,
  title,
  hint,
});
const unavailable = (title: string, hint: string | null = null): CodeFacts => ({
  exit: 6,
  http: 503,
  title,
  hint,
});
const damaged = (title: string, hint: string | null): CodeFacts => ({
  exit: 8,
  http: 500,
  title,
  hint,
});
const request = (http: number, title: string, hint: string | null = null): CodeFacts => ({
  exit: http === 401 || http === 403 ? 7 : 2,
  http,
  title,
  hint,
});

export const ERROR_FACTS = {
  'usage/invalid-argument': usage('Invalid argument', 'See `keywright help` for the command.'),
  'usage/invalid-duration': usage(
    'Invalid duration',
    'Write a whole number and a unit: 30s, 15m, 12h, 90d, 2w or 1y.',
  ),
  'usage/invalid-time': usage('Invalid time', 'Write 2026-12-31, 2026-12-31T18:00:00Z or 90d.'),
  'usage/invalid-rate': usage(
    'Invalid rate limit',
    'Write calls per duration, for example 100/1m.',
  ),
  'usage/invalid-permission': usage(
    'Invalid permission',
    'Write dotted lower-case names, for example invoices.read, invoices.* or billing.**.',
  ),
  'usage/invalid-name': usage('Invalid name'),
  'usage/missing-input': usage('Missing input'),
  'usage/secret-rejected': usage('Secret rejected'),
  'usage/password-rejected': usage('Password rejected', 'Use at least 15 characters.'),
  'runtime/node-too-old': usage('Node.js is too old', 'Install Node.js 24.15 or newer.'),

  'vault/locked': locked('The vault is locked', 'Run `keywright unlock`, or pass --password-file.'),
  'vault/wrong-password': locked('Wrong password', 'Try again, or use your recovery code.'),
  'vault/wrong-recovery-code': locked(
    'Wrong recovery code',
    'Check the characters against your printout; case and dashes do not matter.',
  ),
  'vault/too-many-tries': locked('Too many wrong tries', 'Wait until the time shown is over.'),
  'vault/remember-ended': locked(
    'The remembered unlock has ended',
    'Unlock with the password; `keywright unlock --remember` begins it again.',
  ),
  'vault/not-found': absent('No vault here', 'Create one with `keywright init`.'),
  'vault/exists': conflict('A vault exists already'),
  'vault/conflict': conflict('The entry changed meanwhile', 'Read it again and repeat the change.'),
  'vault/busy': unavailable('The vault is busy', 'Another program is writing to it; try again.'),
  'vault/read-only': unavailable('The vault cannot be written', 'Check the file and its folder.'),
  'vault/damaged': damaged(
    'The vault file is damaged',
    'Restore a backup with `keywright restore-backup FILE`.',
  ),
  'vault/foreign': damaged('Not a Keywright vault', 'Check the path.'),
  'vault/newer': damaged('The vault is of a newer version', 'Update Keywright to open it.'),
  'vault/changed-outside': damaged(
    'The vault was changed outside Keywright',
    'It is open read-only. Restore a backup with `keywright restore-backup FILE`.',
  ),
  'vault/rolled-back': damaged(
    'The vault is older than the one last used here',
    'It is open read-only. Run `keywright unlock --accept-rollback` if you restored it yourself.',
  ),
  'vault/kdf-refused': damaged(
    'The vault asks for unsafe password hashing',
    'Its parameters are outside the accepted range; restore a backup.',
  ),

  'entry/not-found': absent('No such entry', 'Run `keywright list` to see what is there.'),
  'entry/ambiguous': conflict('More than one entry has that name', 'Use one of the ids.'),
  'entry/no-secret': absent('The entry holds no secret'),

  'store/not-found': absent('No verification store here', 'Create one with `keywright init`.'),
  'store/exists': conflict('A verification store exists already'),
  'store/unavailable': unavailable('The verification store cannot be asked'),
  'store/busy': unavailable('The store is busy', 'Another program is writing to it; try again.'),
  'store/read-only': unavailable('The store cannot be written', 'Check the file and its folder.'),
  'store/damaged': damaged('The store file is damaged', 'Restore it from a backup.'),
  'store/foreign': damaged('Not a Keywright store', 'Check the path.'),
  'store/access-refused': unavailable(
    'The store refuses access',
    'Check the user, its password and what it may do in the database.',
  ),
  'store/outcome-unknown': unavailable(
    'It is not known whether the change was made',
    'Look with `keywright key list` or `keywright audit list` before you repeat it.',
  ),
  'store/older': damaged(
    'The store is of an older version',
    'Bring it up to date with `keywright store migrate`.',
  ),
  'store/newer': damaged('The store is of a newer version', 'Update Keywright to open it.'),

  'pepper/unavailable': unavailable(
    'The pepper cannot be read',
    'Run `keywright doctor` to see where it is kept and why it does not answer.',
  ),
  'pepper/mismatch': unavailable(
    'The pepper is not the one this store was made with',
    'Put back the right pepper; none is made in its place.',
  ),

  'api/not-found': absent('No such API', 'Run `keywright api list`.'),
  'api/exists': conflict('An API has that name already'),
  'api/prefix-taken': conflict('Another API has that prefix', 'Choose another --prefix.'),
  'api/environment-not-found': absent('The API has no such environment'),
  'owner/not-found': absent('No such owner', 'Run `keywright owner list`.'),
  'owner/exists': conflict('That owner exists already'),
  'role/not-found': absent('No such role', 'Run `keywright role list`.'),
  'role/exists': conflict('A role has that name already'),

  'key/not-found': absent('No such key', 'Run `keywright key list`.'),
  'key/ambiguous': conflict('More than one key has that name', 'Use one of the ids.'),
  'key/exists': conflict('A key with that id exists already', 'Issue it again, with new ids.'),
  'key/revoked': conflict('The key is revoked', 'Issue a new key instead.'),
  'key/expired': conflict('The key has expired', 'Issue a new key instead.'),
  'key/disabled': conflict('The key is disabled', 'Run `keywright key enable KEY` first.'),
  'key/rotation-in-progress': conflict(
    'A rotation is still in its grace period',
    'Finish it with `keywright finish KEY`, or move its end with `keywright extend KEY DURATION`.',
  ),
  'key/no-rotation': conflict('No version of the key is in a grace period'),
  'key/grace-refused': usage('Grace period refused', 'Grace is 0s to 30d in all.'),
  'key/expiry-refused': usage('Expiry refused', 'An expiry lies between now and 10 years ahead.'),

  'file/not-found': absent('No such file'),
  'file/exists': conflict(
    'The file exists already',
    'Choose another name; nothing is overwritten.',
  ),
  'file/unreadable': unavailable('The file cannot be read'),
  'file/unwritable': unavailable('The file cannot be written'),
  'file/unsafe': unavailable(
    'Other users could change the folder',
    'Give it to yourself alone (`chmod 700`), or choose another with KEYWRIGHT_HOME.',
  ),
  'disk/full': unavailable('The disk is full', 'Free some space and repeat; nothing was lost.'),
  'disk/failed': unavailable('The disk reported an error', 'Check the disk before you go on.'),
  'backup/damaged': damaged('The backup cannot be used', 'Choose another backup.'),
  'import/unreadable': usage('The file cannot be imported'),

  'keychain/missing': unavailable('No OS keychain answers here'),
  'keychain/locked': unavailable('The OS keychain is locked', 'Unlock it and try again.'),
  'keychain/hung': unavailable(
    'The OS keychain does not answer',
    'Look for a prompt on the screen.',
  ),
  'keychain/unloadable': unavailable(
    'The keychain driver is not installed',
    'Install the development files of libsecret and run `npm ci` again, or keep the pepper in a file.',
  ),
  'keychain/refused': unavailable('The OS keychain refused the request'),
  'clipboard/unavailable': unavailable(
    'No clipboard here',
    'Install wl-clipboard (Wayland) or xclip (X11).',
  ),
  'agent/unavailable': unavailable(
    'The agent does not answer',
    'Run `keywright lock`, then unlock.',
  ),

  'server/no-answer': unavailable(
    'The server does not answer',
    'Start it in the server panel, or with `keywright serve`.',
  ),
  'server/port-taken': conflict('The port is taken', 'Choose another --port, or 0 for a free one.'),
  'server/already-serving': conflict('Another server runs on this store', 'Stop it first.'),

  'request/malformed': request(400, 'Malformed request'),
  'request/host-refused': request(400, 'Host refused', 'Use the address the server printed.'),
  'request/origin-refused': request(403, 'Web pages may not call this server'),
  'request/token-required': request(401, 'Server token required'),
  'request/key-in-url': request(400, 'Key in the URL', 'Send keys in the body or a header.'),
  'request/proxy-refused': request(
    403,
    'Proxy token refused',
    'Print the configuration of the gateway again: `keywright gateway --help`.',
  ),
  'request/key-required': request(401, 'Key required'),
  'request/key-refused': request(401, 'Key refused'),
  'request/key-forbidden': request(403, 'Key not good for this'),
  'request/key-limited': request(429, 'Limit used up', 'Wait as long as Retry-After says.'),
  'request/not-found': request(404, 'No such route', 'See /openapi.json.'),
  'request/method-not-allowed': request(405, 'Method not allowed'),
  'request/media-type': request(415, 'Content type refused', 'Send application/json.'),
  'request/too-large': request(413, 'Request too large'),
  'request/timeout': request(408, 'Request took too long'),

  'desk/foreign-page': request(403, 'This page may not ask that'),
  'desk/no-login-start': unavailable('Keywright cannot be started at login here'),
  'desk/engine-ended': unavailable('The engine process ended', 'Unlock again.'),

  'audit/broken': { exit: 1, http: 500, title: 'The audit chain is broken', hint: null },
  'internal/interrupted': { exit: 130, http: 500, title: 'Interrupted', hint: null },
  'internal/bug': {
    exit: 70,
    http: 500,
    title: 'Internal error',
    hint: 'This is a fault in Keywright; please report it with the log.',
  },
} as const satisfies Record<string, CodeFacts>;

export type ErrorCode = keyof typeof ERROR_FACTS;

export const ERROR_CODES = Object.keys(ERROR_FACTS) as readonly ErrorCode[];

/** Facts of a code: exit code, HTTP status, title and hint. */
export function errorFacts(code: ErrorCode): CodeFacts {
  return ERROR_FACTS[code];
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_FACTS, value);
}
