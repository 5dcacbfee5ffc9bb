/** What `import … from 'electron'` and `require('electron')` give in the main process. A name that is missing here fails loudly. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { app } from './app/app.ts';
import { ClipboardItem } from './desktop/clipboard-item.ts';
import { clipboard, shell } from './desktop/desktop-services.ts';
import { dialog } from './desktop/dialog.ts';
import { globalShortcut } from './desktop/global-shortcut.ts';
import { Menu, MenuItem } from './desktop/menu.ts';
import { nativeImage } from './desktop/native-image.ts';
import { nativeTheme } from './desktop/native-theme.ts';
import { Notification } from './desktop/notification.ts';
import { powerMonitor } from './desktop/power-monitor.ts';
import { screen } from './desktop/screen.ts';
import { Tray } from './desktop/tray.ts';
import { ipcMain } from './ipc/ipc-main.ts';
import './network/request-interceptor.ts';
import { protocol, Session, session } from './network/session.ts';
import { MessageChannelMain } from './ports/main-ports.ts';
import { utilityProcess } from './utility/utility-process.ts';
import { BrowserWindow } from './window/browser-window.ts';
import { WebContents as webContents } from './window/web-contents.ts';

const net = {
  fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    return url.startsWith('file:')
      ? new Response(await readFile(fileURLToPath(url)))
      : fetch(input, init);
  },
  isOnline: (): boolean => true,
};

const crashReporter = { start: (): void => undefined };

export {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  Session,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
};
