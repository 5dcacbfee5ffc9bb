/**
 * `mode=nginx`: nginx's auth_request passes on 2xx, 401 and 403 and makes 500 of everything else. So all else is 403 with the status it
 * stands for in a header, and the generated configuration restores it.
 */
import { FORWARD_AUTH_PATH, STATUS_HEADER } from '../../src-shared/contract/forward-auth.ts';
import { queryOf } from './wanted-access.ts';

interface StatusAndHeaders {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Of a request target, which may be anything. */
export function isForNginx(target: string): boolean {
  return target.startsWith(`${FORWARD_AUTH_PATH}?`) && queryOf(target).get('mode') === 'nginx';
}

export function asNginxTakesIt<Reply extends StatusAndHeaders>(reply: Reply): Reply {
  if (reply.status < 300 || reply.status === 401) return reply;
  const headers = { ...reply.headers, [STATUS_HEADER.toLowerCase()]: String(reply.status) };
  return { ...reply, status: 403, headers };
}
