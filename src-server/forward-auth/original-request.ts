/** The request that a client made to the gateway, as the gateway tells it. For heads that show the proxy token: anybody else may write anything. */
import type { VerifyRequest } from '../../src-shared/contract/verify.ts';
import { verifyRequestSchema } from '../../src-shared/contract/verify.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { holdsToken } from '../key-in-url.ts';
import { headerOf, type RequestHead } from '../request-head.ts';

export type OriginalRequest = Pick<VerifyRequest, 'method' | 'path' | 'ip' | 'origin'>;

const schema = verifyRequestSchema.pick({ method: true, path: true, ip: true, origin: true });

/** What the gateway did not say is left out. Throws request/malformed and request/key-in-url. */
export function readOriginalRequest(head: RequestHead): OriginalRequest {
  const uri = single(head, 'x-forwarded-uri');
  if (uri !== undefined && holdsToken(uri)) {
    throw new KeywrightError(
      'request/key-in-url',
      'A key must not be sent in the URL: URLs are kept in histories and logs. Treat this key as leaked',
    );
  }
  const told = {
    method: single(head, 'x-forwarded-method'),
    path: uri?.split(/[?#]/, 1)[0],
    ip: lastAddress(head),
    origin: headerOf(head, 'origin') ?? undefined,
  };
  const read = schema.safeParse(told);
  if (!read.success) throw malformed('What is said of the original request cannot be read');
  return read.data;
}

function single(head: RequestHead, name: string): string | undefined {
  const values = head.headers.get(name) ?? [];
  if (values.length > 1) throw malformed(`The header ${name} was sent more than once`);
  return values[0];
}

/** The last one is what the gateway itself saw; those before it are told by whoever came before. */
function lastAddress(head: RequestHead): string | undefined {
  const address = (head.headers.get('x-forwarded-for') ?? []).join(',').split(',').at(-1)?.trim();
  return address === '' ? undefined : address;
}

function malformed(message: string): KeywrightError {
  return new KeywrightError('request/malformed', message);
}
