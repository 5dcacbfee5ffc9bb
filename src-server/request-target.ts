/** Reads a request target: a path, or a whole URL that names the same host as the Host header (RFC 9112 §3.2). */
const ABSOLUTE = /^http:\/\/([^/?#]*)(\/[^#]*|\?[^#]*)?$/i;

/** The path and query to route by; null where the target names another host or has a form this server does not answer. */
export function pathOfTarget(target: string, host: string): string | null {
  if (target.startsWith('/')) return target;
  const match = ABSOLUTE.exec(target);
  if (match === null || match[1] !== host) return null;
  const rest = match[2] ?? '/';
  return rest.startsWith('?') ? `/${rest}` : rest;
}
