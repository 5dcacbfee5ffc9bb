/** What main does for each call of the window. */
import type { Dialog, Shell } from 'electron';
import { nativeTheme } from 'electron';
import type { DeskFacts } from '../src-shared/desk/main-calls.ts';
import type { Desk } from './desk.ts';
import { themeSource } from './theme-source.ts';
import type { UpdateDesk } from './updates/update-desk.ts';
import type { MainHandlers } from './window-calls.ts';

interface HandlerDeps {
  readonly dialog: Pick<Dialog, 'showSaveDialog'>;
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly updates: UpdateDesk;
  readonly version: string;
}

export function windowHandlers(desk: Desk, deps: HandlerDeps): MainHandlers {
  return {
    'desk:facts': () => factsOf(desk, deps.version),
    'engine:connect': () => {
      const { contents } = desk.window;
      if (contents !== null) desk.engine.connect(contents);
      return { isHanded: true };
    },
    'desk:lock': async () => {
      await desk.lock('asked');
      return { locked: true };
    },
    'place:note': (change) => {
      desk.place.note(change);
      return { isNoted: true };
    },
    'preferences:set': async (change) => {
      const preferences = await desk.preferences.set(change);
      nativeTheme.themeSource = themeSource(desk.preferences);
      desk.window.applyCaptureBlock();
      desk.window.applyZoom();
      desk.reminders.desk.look();
      desk.tell('preferences:changed', preferences);
      return preferences;
    },
    'login-start:look': () => desk.loginStart.look(),
    'login-start:set': ({ isOn }) => desk.loginStart.set(isOn),
    'server:start': ({ port }) => desk.server.start(port),
    'server:stop': () => desk.server.stop(),
    'dialog:choose-new-file': async ({ suggestedName }) => {
      const chosen = await deps.dialog.showSaveDialog({ defaultPath: suggestedName });
      return { file: chosen.canceled || chosen.filePath === '' ? null : chosen.filePath };
    },
    'link:open': async ({ url }) => {
      await deps.shell.openExternal(url);
      return { isOpened: true };
    },
    'clipboard:clear': async () => ({ isCleared: await desk.clipboard.clear() }),
    'reminders:snooze': ({ targetIds, untilMs }) => {
      desk.reminders.desk.snooze(targetIds, untilMs);
      return desk.reminders.desk.view;
    },
    'inbox:read': ({ ids }) => {
      desk.reminders.desk.readInbox(ids);
      return desk.reminders.desk.view;
    },
    'inbox:dismiss': ({ ids }) => {
      desk.reminders.desk.dismissInbox(ids);
      return desk.reminders.desk.view;
    },
    ...updateHandlers(deps.updates),
  };
}

function updateHandlers(updates: UpdateDesk): Pick<MainHandlers, 'updates:state' | 'updates:look'> {
  return {
    'updates:state': () => updates.state,
    'updates:look': async () => {
      await updates.look({ isAsked: true });
      return updates.state;
    },
  };
}

function factsOf(desk: Desk, version: string): DeskFacts {
  const { section, listWidthPx } = desk.place.now;
  return {
    platform: process.platform,
    version,
    preferences: desk.preferences.now,
    hasTray: desk.tray !== null,
    canBlockCapture: process.platform !== 'linux',
    server: desk.server.state,
    reminders: desk.reminders.desk.view,
    destination: desk.itinerary.waiting,
    lockedBecause: desk.lockedBecause,
    place: { section, listWidthPx },
    isVaultLikely: desk.place.isThere || desk.lockedBecause !== null,
  };
}
