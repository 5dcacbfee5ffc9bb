/** Calls about what keys are issued for and to: APIs, owners and roles. */
import { newId } from '../src-core/runtime/random.ts';
import {
  parseEnvironment,
  parseOwnerLabel,
  parsePrefix,
  parseSlug,
} from '../src-shared/model/names.ts';
import { parseGrant } from '../src-shared/permission/grant.ts';
import type { Handlers } from './engine.ts';

type DirectoryCall =
  | 'api:list'
  | 'api:create'
  | 'owner:list'
  | 'owner:create'
  | 'role:list'
  | 'role:create';

export const directoryCalls: Handlers<DirectoryCall> = {
  'api:list': async (_input, ctx) => ({ items: await ctx.store.listApis() }),
  'api:create': (input, ctx) => {
    const api = {
      id: newId('api', ctx.random),
      name: parseSlug(input.name, 'API name'),
      prefix: parsePrefix(input.prefix),
      environments: [...new Set(input.environments.map(parseEnvironment))],
    };
    return ctx.store.createApi(api, ctx.mutation(null));
  },
  'owner:list': async (_input, ctx) => ({ items: await ctx.store.listOwners() }),
  'owner:create': (input, ctx) => {
    const owner = { id: newId('own', ctx.random), ...parseOwnerLabel(input.label) };
    return ctx.store.createOwner(owner, ctx.mutation(null));
  },
  'role:list': async (_input, ctx) => ({ items: await ctx.store.listRoles() }),
  'role:create': (input, ctx) => {
    const permissions = [...new Set(input.permissions)];
    for (const permission of permissions) parseGrant(permission);
    const role = {
      id: newId('rol', ctx.random),
      name: parseSlug(input.name, 'role name'),
      permissions,
    };
    return ctx.store.createRole(role, ctx.mutation(null));
  },
};
