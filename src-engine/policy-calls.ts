/** Calls about how old a secret may become: of a third-party credential, and of every key of an API. */
import type { PolicyChange } from '../src-core/vault/vault.ts';
import type { EngineInput } from '../src-shared/contract/engine-calls.ts';
import { clip } from '../src-shared/error/clip.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import type { RotationPolicy } from '../src-shared/rotation/rotation-policy.ts';
import type { CallContext, Handlers } from './engine.ts';

type PolicyInput = EngineInput<'policy:set'>;

const NO_POLICY: RotationPolicy = { maxAgeMs: null, leadDays: null };

export const policyCalls: Handlers<'policy:set' | 'policy:list'> = {
  'policy:set': async (input, ctx) => {
    const change = input.of === 'entry' ? ofEntry(input, ctx) : await ofApi(input, ctx);
    ctx.vault.policies.set(change, ctx.mutation(input.reason));
    return { id: change.id, name: change.name, ...change.policy };
  },
  'policy:list': async (_input, ctx) => {
    const { apis } = ctx.vault.policies.read();
    const known = await ctx.store.listApis();
    return {
      apis: known.flatMap(({ id, name }) => {
        const policy = apis[id];
        return policy === undefined ? [] : [{ id, name, ...policy }];
      }),
    };
  },
};

function ofEntry(input: PolicyInput, ctx: CallContext): PolicyChange {
  const { id, overview } = ctx.vault.get(input.reference);
  if (overview.issued !== null) {
    throw new KeywrightError(
      'usage/invalid-argument',
      `"${overview.name}" is a key of ours: how old it may become is its API's to say`,
      { hint: `Use \`keywright api edit ${overview.issued.apiName} --max-key-age 90d\`.` },
    );
  }
  const former = ctx.vault.policies.read().entries[id];
  return { of: 'entry', id, name: overview.name, policy: changed(former, input) };
}

async function ofApi(input: PolicyInput, ctx: CallContext): Promise<PolicyChange> {
  const api = await ctx.store.findApi(input.reference);
  if (api === null) {
    throw new KeywrightError(
      'api/not-found',
      `No API has the id or name "${clip(input.reference)}"`,
    );
  }
  const former = ctx.vault.policies.read().apis[api.id];
  return { of: 'api', id: api.id, name: api.name, policy: changed(former, input) };
}

function changed(former: RotationPolicy | undefined, input: PolicyInput): RotationPolicy {
  const { maxAgeMs, leadDays } = { ...NO_POLICY, ...former };
  return {
    maxAgeMs: input.maxAgeMs === undefined ? maxAgeMs : input.maxAgeMs,
    leadDays: input.leadDays === undefined ? leadDays : input.leadDays,
  };
}
