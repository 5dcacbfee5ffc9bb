/**
 * What a key has to be good for at this place of the gateway's configuration. It stands in the query of the address that the gateway asks,
 * which no client can reach (docs/decisions/0191). A parameter that is not known is refused: a typing error must not open anything.
 */
import type { VerifyRequest } from '../../src-shared/contract/verify.ts';
import { verifyRequestSchema } from '../../src-shared/contract/verify.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

export type WantedAccess = Pick<VerifyRequest, 'api' | 'environment'> & {
  /** All are needed. */
  readonly permissions: readonly string[];
};

const SINGLE: ReadonlySet<string> = new Set(['api', 'environment', 'mode']);
const { api, environment } = verifyRequestSchema.shape;

/** Reads path and query of the request. Throws request/malformed. */
export function readWantedAccess(url: string): WantedAccess {
  const query = queryOf(url);
  for (const name of new Set(query.keys())) {
    if (!SINGLE.has(name) && name !== 'permission') {
      throw malformed('The query takes api, environment, permission and mode');
    }
    if (SINGLE.has(name) && query.getAll(name).length > 1) {
      throw malformed(`The query names ${name} more than once`);
    }
  }
  const mode = query.get('mode');
  if (mode !== null && mode !== 'nginx') throw malformed('The only mode is nginx');
  const wanted = {
    api: query.get('api') ?? undefined,
    environment: query.get('environment') ?? undefined,
  };
  if (!api.safeParse(wanted.api).success || !environment.safeParse(wanted.environment).success) {
    throw malformed('The query names no API or environment that could be');
  }
  return { ...wanted, permissions: query.getAll('permission') };
}

export function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at === -1 ? '' : url.slice(at + 1));
}

function malformed(message: string): KeywrightError {
  return new KeywrightError('request/malformed', message);
}
