/** `role`: named sets of permissions. */
import type { Command } from 'commander';
import { newId } from '../../src-core/runtime/random.ts';
import { clip } from '../../src-shared/error/clip.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { parseSlug } from '../../src-shared/model/names.ts';
import type { RoleRecord } from '../../src-shared/model/store-records.ts';
import { parseGrant } from '../../src-shared/permission/grant.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import { type Answer, type JsonObject, listJson } from '../answer.ts';
import { type Cli, mutation, type Run } from '../cli.ts';
import { renderFacts, renderTable } from '../output/table.ts';
import { withStore } from '../with-store.ts';
import { addExamples, collect } from './command-help.ts';

interface CreateOptions {
  readonly permission: readonly string[];
}

export function addRoleCommands(program: Command, run: Run): void {
  const group = program.command('role').description('roles: named sets of permissions');
  const list = group.command('list').description('list all roles').action(run(listRoles));
  addExamples(list, ['keywright role list']);
  const show = group
    .command('show')
    .description('show one role')
    .argument('<role>', 'id or name')
    .action(run(showRole));
  addExamples(show, ['keywright role show reader']);
  const create = group
    .command('create')
    .description('create a role')
    .argument('<name>', 'lower-case letters, digits, dots, dashes, underscores')
    .option('--permission <grant>', 'what it grants; repeatable', collect, [])
    .action(run<CreateOptions>(createRole));
  addExamples(create, [
    "keywright role create reader --permission 'invoices.read' --permission 'customers.*'",
  ]);
}

async function createRole(
  cli: Cli,
  [name = '']: readonly string[],
  options: CreateOptions,
): Promise<Answer> {
  if (options.permission.length === 0) {
    throw new KeywrightError('usage/missing-input', 'A role grants something: pass --permission');
  }
  for (const permission of options.permission) parseGrant(permission);
  const role = {
    id: newId('rol', cli.random),
    name: parseSlug(name, 'role name'),
    permissions: [...new Set(options.permission)],
  };
  const created = await withStore(cli, ({ store }) => store.createRole(role, mutation(cli, null)));
  return {
    json: roleJson(created),
    text: () => created.id,
    notes: [`Created the role "${created.name}"`],
  };
}

async function listRoles(cli: Cli): Promise<Answer> {
  const roles = await withStore(cli, ({ store }) => store.listRoles());
  return {
    json: listJson(roles.map(roleJson)),
    text: (style) =>
      roles.length === 0
        ? ''
        : renderTable(
            roles,
            [
              { heading: 'ROLE', value: (role) => role.id },
              { heading: 'NAME', value: (role) => role.name },
              { heading: 'PERMISSIONS', value: (role) => role.permissions.join(', ') },
            ],
            style,
          ),
    notes: roles.length > 0 ? [] : ['No role yet'],
  };
}

async function showRole(cli: Cli, [reference = '']: readonly string[]): Promise<Answer> {
  const role = await withStore(cli, ({ store }) => store.findRole(reference));
  if (role === null) {
    throw new KeywrightError('role/not-found', `No role has the id or name "${clip(reference)}"`);
  }
  return {
    json: roleJson(role),
    text: (style) =>
      renderFacts(
        [
          ['Role', role.id],
          ['Name', role.name],
          ['Permissions', role.permissions.join(', ')],
          ['Created', formatInstant(role.createdAtMs)],
        ],
        style,
      ),
  };
}

function roleJson(role: RoleRecord): JsonObject {
  return {
    roleId: role.id,
    name: role.name,
    permissions: role.permissions,
    createdAt: formatInstant(role.createdAtMs),
  };
}
