/** The names of the contract's calls and events, for preload: it checks names and carries no schema library. */
import type { DeskCall } from './desk-calls.ts';
import type { MainCall, MainEvent } from './main-calls.ts';

const deskCalls = [
  'door:look',
  'door:judge-password',
  'door:create',
  'door:unlock',
  'door:save-recovery-code',
  'engine:status',
  'engine:lock',
  'engine:marks',
  'entry:add',
  'entry:import',
  'entry:list',
  'entry:page',
  'entry:show',
  'entry:reveal',
  'entry:edit',
  'entry:remove',
  'entry:restore',
  'entry:history',
  'entry:revert',
  'entry:copy',
  'import:preview',
  'import:add',
  'policy:set',
  'policy:list',
  'due:export',
  'key:issue',
  'key:issue-many',
  'key:rotate',
  'key:list',
  'key:show',
  'key:finish',
  'key:extend',
  'key:roll-back',
  'key:revoke',
  'key:set-disabled',
  'key:check',
  'server:try',
  'api:list',
  'api:create',
  'owner:list',
  'owner:create',
  'role:list',
  'role:create',
  'audit:list',
  'audit:verify',
  'vault:change-password',
  'vault:upgrade-kdf',
  'vault:draft-rekey',
  'vault:rekey',
  'vault:remember',
  'vault:forget',
  'vault:backup',
  'vault:events',
  'vault:verify-chain',
  'vault:compare-store',
] as const satisfies readonly DeskCall[];

const mainCalls = [
  'desk:facts',
  'engine:connect',
  'desk:lock',
  'preferences:set',
  'place:note',
  'login-start:look',
  'login-start:set',
  'server:start',
  'server:stop',
  'dialog:choose-new-file',
  'link:open',
  'clipboard:clear',
  'reminders:snooze',
  'inbox:read',
  'inbox:dismiss',
  'updates:state',
  'updates:look',
] as const satisfies readonly MainCall[];

const mainEvents = [
  'preferences:changed',
  'server:changed',
  'server:decided',
  'clipboard:changed',
  'reminders:changed',
  'desk:go',
  'desk:run-action',
] as const satisfies readonly MainEvent[];

/** The list itself where it names all of them; else nothing fits, and it does not compile. */
type Whole<All extends string, Listed extends readonly All[]> = [
  Exclude<All, Listed[number]>,
] extends [never]
  ? Listed
  : never;

export const DESK_CALL_NAMES: ReadonlySet<string> = new Set(
  deskCalls satisfies Whole<DeskCall, typeof deskCalls>,
);
export const MAIN_CALL_NAMES: ReadonlySet<string> = new Set(
  mainCalls satisfies Whole<MainCall, typeof mainCalls>,
);
export const MAIN_EVENT_NAMES: ReadonlySet<string> = new Set(
  mainEvents satisfies Whole<MainEvent, typeof mainEvents>,
);
