/** Every sentence of the window, in English. One file an area; keys are checked by the compiler. */
import { audit, auditEvents } from './audit.ts';
import { catalog, emptyCatalog, entry, entryForm, importEnv, reading } from './catalog.ts';
import { common, status } from './common.ts';
import { directory } from './directory.ts';
import { firstRun, unlock } from './door.ts';
import { due, inbox } from './due.ts';
import { issue } from './issue.ts';
import { palette, sheet } from './palette.ts';
import { policy } from './policy.ts';
import { rotation } from './rotation.ts';
import { sentence } from './sentence.ts';
import { server } from './server.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

export const en = {
  common,
  status,
  unlock,
  firstRun,
  shell,
  directory,
  audit,
  auditEvents,
  server,
  settings,
  palette,
  sheet,
  catalog,
  emptyCatalog,
  entry,
  entryForm,
  importEnv,
  reading,
  issue,
  rotation,
  sentence,
  due,
  inbox,
  policy,
};
