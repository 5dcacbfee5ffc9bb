/** Step two: may it? API, then environment, then permissions; the first refusal is the answer. Pure. */
import {
  grantsSatisfy,
  type PermissionQuery,
} from '../../src-shared/permission/permission-query.ts';
import type { CompiledVersion } from './compiled-version.ts';

export type AuthorizationOutcome = 'wrong-api' | 'wrong-environment' | 'permission-denied';

export interface Wish {
  /** Name or id of the API the key must be for; null: any. */
  readonly api: string | null;
  /** The one environment asked for; null: any that the server accepts. */
  readonly environment: string | null;
  /** Environments the server accepts at all; null: every one. */
  readonly acceptedEnvironments: ReadonlySet<string> | null;
  /** Null: no permission is asked for. */
  readonly permissions: PermissionQuery | null;
}

/** Null where the version may do all that is wished. */
export function authorize(version: CompiledVersion, wish: Wish): AuthorizationOutcome | null {
  const { stored } = version;
  if (wish.api !== null && wish.api !== stored.apiName && wish.api !== stored.apiId) {
    return 'wrong-api';
  }
  const isAccepted = wish.acceptedEnvironments?.has(stored.environment) ?? true;
  if (!isAccepted || (wish.environment ?? stored.environment) !== stored.environment) {
    return 'wrong-environment';
  }
  if (wish.permissions !== null && !grantsSatisfy(version.grants, wish.permissions)) {
    return 'permission-denied';
  }
  return null;
}
