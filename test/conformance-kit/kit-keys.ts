/** One key of each kind that the kit sends; the gateway asks for API acme, environment live and invoices.read. */

import { forgedTokens } from '../core/verify/forged-tokens.ts';
import { at, CTX } from '../core/verify/verify-bench.ts';
import type { ServerBench } from '../server/server-bench.ts';

export interface KitKeys {
  readonly good: string;
  readonly goodId: string;
  readonly wide: string;
  readonly retiring: string;
  readonly renewed: string;
  readonly limited: string;
  /** Refused with 401, by what is wrong with each. */
  readonly refused: Readonly<Record<string, string>>;
  /** Refused with 403. */
  readonly forbidden: Readonly<Record<'api' | 'environment' | 'permission', string>>;
}

export const PLACE = 'api=acme&environment=live&permission=invoices.read';

export async function issueKitKeys(bench: ServerBench): Promise<KitKeys> {
  const { store, clock } = bench;
  const good = await bench.issue();
  const [revoked, disabled, retired, leaked, retiring] = await Promise.all([
    bench.issue(),
    bench.issue(),
    bench.issue(),
    bench.issue(),
    bench.issue(),
  ]);
  const inAMinute = at(clock.nowMs() + 60_000);
  const expired = await bench.issue({ expires: inAMinute });
  await bench.rotate(retired.key.id, { graceMs: 30_000 });
  const renewed = await bench.rotate(retiring.key.id, { graceMs: 3_600_000 });
  clock.step(61_000);
  await store.revokeKey(revoked.key.id, { code: 'other', note: null }, CTX);
  await store.setKeyDisabled(disabled.key.id, true, CTX);
  await bench.rotate(leaked.key.id, { isLeaked: true });
  const early = await bench.issue({ notBefore: at(clock.nowMs() + 3_600_000) });
  const api = { id: 'api_0000000000000000000000' as never, name: 'other', prefix: 'othr' };
  await store.createApi({ ...api, environments: ['live'] }, CTX);
  const forged = forgedTokens(good.token, revoked.token);
  const pick = (name: string): string => forged[name] ?? '';
  return {
    good: good.token,
    goodId: good.key.id,
    wide: (await bench.issue({ permissions: ['invoices.**'] })).token,
    retiring: retiring.token,
    renewed: renewed.token,
    limited: (await bench.issue({ limits: [{ name: 'rate', limit: 1, periodMs: 60_000 }] })).token,
    refused: {
      revoked: revoked.token,
      expired: expired.token,
      disabled: disabled.token,
      'past its grace': retired.token,
      leaked: leaked.token,
      'not valid yet': early.token,
      'of an unknown id': pick('unknown id'),
      'with the secret of another': pick('secret of another key'),
      'with a wrong first character': pick('secret wrong at 0'),
      'with a wrong last character': pick('secret wrong at 42'),
      'of another prefix': pick('another prefix'),
      'cut short': good.token.slice(0, -1),
      'too long': `${good.token}a`,
      'with a wrong checksum': `${good.token.slice(0, -6)}zzzzzz`,
      'that is no key': 'hunter2',
    },
    forbidden: {
      api: (await bench.issue({ api: 'other' })).token,
      environment: (await bench.issue({ environment: 'test' })).token,
      permission: (await bench.issue({ permissions: ['reports.read'] })).token,
    },
  };
}
