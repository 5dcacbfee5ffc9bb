/** Finds keys in URLs, where proxies, histories and logs would keep them. */
const TOKEN = /[a-z][a-z0-9]{1,15}_[a-z][a-z0-9]{1,11}_[0-9A-Za-z]{12}_[0-9A-Za-z]{20}/;
const CREDENTIAL_NAMES: ReadonlySet<string> = new Set([
  'token',
  'key',
  'apikey',
  'accesstoken',
  'xapikey',
  'authorization',
  'bearer',
  'secret',
  'password',
]);
/** Encoded twice is the most that a proxy in between would undo. */
const DECODE_ROUNDS = 2;

/** Of a token as it is; encoding makes it longer only. */
const MIN_TOKEN_LENGTH = 39;

/** Whether path or query hold a key, or a parameter that is named like one. */
export function hasKeyInUrl(pathAndQuery: string): boolean {
  // A short text holds no token, and without "?" and "%" it holds no parameter either: so are the paths of all routes.
  const isShort = pathAndQuery.length < MIN_TOKEN_LENGTH;
  if (isShort && !pathAndQuery.includes('?') && !pathAndQuery.includes('%')) return false;
  let text = pathAndQuery;
  for (let round = 0; round <= DECODE_ROUNDS; round += 1) {
    if (TOKEN.test(text) || hasCredentialParameter(text)) return true;
    const next = decoded(text);
    if (next === text) return false;
    text = next;
  }
  return false;
}

/** Whether the URL of somebody else's API holds a key of ours; what that API calls its parameters is its own affair. */
export function holdsToken(url: string): boolean {
  let text = url;
  for (let round = 0; round <= DECODE_ROUNDS; round += 1) {
    if (TOKEN.test(text)) return true;
    text = decoded(text);
  }
  return false;
}

function hasCredentialParameter(text: string): boolean {
  const start = text.indexOf('?');
  if (start === -1) return false;
  return text
    .slice(start + 1)
    .split(/[&;]/)
    .some((pair) => isCredentialName(pair.split('=', 1)[0] ?? ''));
}

function isCredentialName(name: string): boolean {
  return CREDENTIAL_NAMES.has(name.toLowerCase().replaceAll(/[-_.[\]]/g, ''));
}

function decoded(text: string): string {
  return text.replaceAll(/%[0-7][0-9A-Fa-f]/g, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  );
}
