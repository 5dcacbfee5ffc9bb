/** Joins the updates to Electron. Without a feed in the package nothing is started here, no timer and no session. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, session, shell } from 'electron';
import type { Preferences } from '../../src-shared/desk/preferences.ts';
import type { PreferencesFile } from '../preferences-file.ts';
import { downloadUpdate } from './download-update.ts';
import type { Fetch } from './fetch-at-most.ts';
import { installedFormat } from './installed-format.ts';
import { lookForUpdate } from './look-for-update.ts';
import { UpdateDesk } from './update-desk.ts';
import { readUpdateFeed } from './update-feed.ts';

const FIRST_LOOK_MS = 60_000;
const DAY_MS = 86_400_000;

interface UpdatesDeps {
  readonly preferences: PreferencesFile;
  /** The person answered whether to look for updates. */
  readonly onAnswer: (preferences: Preferences) => void;
}

export function composeUpdates({ preferences, onAnswer }: UpdatesDeps): UpdateDesk {
  const feed = readUpdateFeed(join(app.getAppPath(), 'update-feed.json'));
  // A session of its own: the window's refuses the network.
  const fetch: Fetch = (url, init) => session.fromPartition('updates').fetch(url, { ...init });
  const here = {
    version: app.getVersion(),
    platform: process.platform,
    arch: process.arch,
    format: installedFormat({ platform: process.platform, env: process.env, exists: existsSync }),
  };
  const folder = app.getPath('downloads');
  const desk = new UpdateDesk({
    feed,
    isAllowed: () => preferences.now.areUpdatesLookedFor,
    keepAnswer: async (areUpdatesLookedFor) =>
      onAnswer(await preferences.set({ areUpdatesLookedFor })),
    ask: async ({ message, detail, buttons }) => {
      const { response } = await dialog.showMessageBox({
        type: 'question',
        message,
        detail,
        buttons: [...buttons],
        defaultId: 0,
        cancelId: buttons.length - 1,
      });
      return response;
    },
    look: (from) => lookForUpdate({ fetch, feed: from, here }),
    download: (from, file) => downloadUpdate({ fetch, feed: from, folder }, file),
    open: (path) => shell.openPath(path),
    showInFolder: (path) => shell.showItemInFolder(path),
    nowMs: () => Date.now(),
  });
  if (feed === null) return desk;
  setTimeout(() => {
    void desk.look();
    setInterval(() => void desk.look(), DAY_MS);
  }, FIRST_LOOK_MS);
  return desk;
}
