/** Builds main's parts and joins them: window, engine, server, clipboard, locks. The only file here that makes its own parts. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  ipcMain,
  MessageChannelMain,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import type { Destination } from '../src-shared/desk/main-calls.ts';
import { childEnvironment } from '../src-shared/runtime/child-environment.ts';
import { answerAppRequest, SCHEME } from './app-scheme.ts';
import { ClipboardDesk } from './clipboard-desk.ts';
import { composeReminders, composeTray } from './compose-reminders.ts';
import { CrashCount } from './crash-count.ts';
import type { Desk } from './desk.ts';
import { preferencesPath, windowPlacePath } from './desk-places.ts';
import { EngineHost } from './engine-host.ts';
import { guardContents, refuseNetwork, refusePermissions } from './guard-contents.ts';
import { KeychainHost } from './keychain-host.ts';
import { killNow } from './kill-now.ts';
import { Itinerary } from './links/itinerary.ts';
import { listenToBuses } from './linux/listen-to-buses.ts';
import { sessionPathOf } from './linux/read-bus-line.ts';
import { watchForLocks } from './lock-watch.ts';
import { composeLoginStart } from './login-start/compose-login-start.ts';
import { MainWindow } from './main-window.ts';
import { noHistoryMarks } from './no-history-marks.ts';
import { fitToDisplays } from './place/fit-to-displays.ts';
import { WindowPlaceFile } from './place/window-place-file.ts';
import { PreferencesFile } from './preferences-file.ts';
import { ServerHost } from './server-host.ts';
import { themeSource } from './theme-source.ts';
import { RecentCopies } from './tray/recent-copies.ts';
import { WindowBadge } from './tray/window-badge.ts';
import { composeUpdates } from './updates/compose-updates.ts';
import { answerWindowCalls } from './window-calls.ts';
import { windowHandlers } from './window-handlers.ts';

const BACKGROUND = { light: '#f7f5f2', dark: '#1b1917' };

/** To be called once Electron is ready. `isTraySeen`: tray/has-tray.ts. */
export function composeDesk(isTraySeen: boolean): Desk {
  const folder = join(import.meta.dirname, '..');
  protocol.handle(SCHEME, (request) => answerAppRequest(request, join(folder, 'renderer')));
  refusePermissions(session.defaultSession);
  refuseNetwork(session.defaultSession);
  guardContents(app);
  const desk = joinParts(folder);
  desk.engine.start();
  const updates = composeUpdates({
    preferences: desk.preferences,
    onAnswer: (preferences) => desk.tell('preferences:changed', preferences),
  });
  answerWindowCalls({
    ipcMain,
    trusted: () => desk.window.contents,
    handlers: windowHandlers(desk, { dialog, shell, updates, version: app.getVersion() }),
  });
  watchLocks(desk);
  if (isTraySeen) desk.tray = composeTray(desk);
  app.on('before-quit', () => {
    desk.isQuitting = true;
  });
  return desk;
}

function watchLocks(desk: Desk): void {
  const { hear } = watchForLocks({
    powerMonitor,
    nowMs: () => Date.now(),
    preferences: () => desk.preferences.now,
    isOpen: () => desk.engine.isOpen,
    lock: (because) => void desk.lock(because),
  });
  if (process.platform !== 'linux') return;
  const ears = listenToBuses({
    spawn: (args) => spawn('gdbus', args, { stdio: ['ignore', 'pipe', 'ignore'] }),
    sessionPath: sessionPathOf(process.env['XDG_SESSION_ID']),
    onReason: hear,
  });
  app.on('quit', () => ears.stop());
}

function joinParts(folder: string): Desk {
  const preferences = new PreferencesFile(preferencesPath(process.env, process.platform));
  nativeTheme.themeSource = themeSource(preferences);
  const ofDesk = (): Desk => desk;
  const keychain = makeKeychain(folder);
  const place = new WindowPlaceFile(windowPlacePath(process.env, process.platform));
  const window = makeWindow(folder, ofDesk);
  const tell: Desk['tell'] = (event, data) => window.contents?.send(event, data);
  const itinerary = new Itinerary({
    isOpen: () => desk.engine.isOpen,
    go: (destination) => tell('desk:go', destination),
  });
  const visit = (destination: Destination): void => {
    itinerary.want(destination);
    window.show();
  };
  const desk: Desk = {
    window,
    engine: makeEngine(folder, keychain, ofDesk),
    server: makeServer(folder, keychain, ofDesk),
    clipboard: makeClipboard(preferences, tell),
    preferences,
    place,
    loginStart: composeLoginStart(),
    itinerary,
    reminders: composeReminders({
      preferences,
      visit,
      isOpen: () => desk.engine.isOpen,
      bringUp: () => window.show(),
      onChange: () => showDue(ofDesk()),
    }),
    copies: new RecentCopies(),
    badge: new WindowBadge({
      setCount: (count) => app.setBadgeCount(count),
      counts: () => ofDesk().reminders.desk.counts,
      hasTray: () => ofDesk().tray !== null,
    }),
    tray: null,
    isQuitting: false,
    lockedBecause: null,
    visit,
    tell,
    lock: async (because) => {
      desk.lockedBecause = because;
      window.replace();
      const ended = desk.engine.end();
      desk.copies.forget();
      desk.reminders.desk.lock();
      await ended;
    },
  };
  return desk;
}

/** Tray, badge and window say the same. Nothing of it is there while the desk is being built. */
function showDue(desk: Desk | undefined): void {
  desk?.tray?.refresh();
  desk?.badge.refresh();
  desk?.window.applyTitle();
  desk?.tell('reminders:changed', desk.reminders.desk.view);
}

function makeWindow(folder: string, ofDesk: () => Desk): MainWindow {
  const crashes = new CrashCount(() => Date.now());
  return new MainWindow({
    open: (options) => new BrowserWindow(options),
    preload: join(folder, 'preload', 'index.cjs'),
    background: () => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light),
    isCaptureBlocked: () => ofDesk().preferences.now.isCaptureBlocked,
    zoom: () => ofDesk().preferences.now.zoom,
    isKeptWhenClosed: () => {
      const { tray, isQuitting, preferences } = ofDesk();
      return tray !== null && preferences.now.isKeptInTray && !isQuitting;
    },
    onClosed: () => app.quit(),
    onCrashed: () => {
      if (crashes.isBearable()) {
        void ofDesk().lock('page-ended');
        return;
      }
      dialog.showErrorBox(
        'Keywright',
        'The window ended several times in a row. Nothing is lost; start Keywright again.',
      );
      app.quit();
    },
    place: () => {
      const { bounds, isMaximized } = ofDesk().place.now;
      return { bounds: fitToDisplays(bounds, workAreas()), isMaximized };
    },
    onPlace: (stand) => ofDesk().place.note(stand),
    title: () => ofDesk().badge.title,
  });
}

/** Of the displays that are there now, the primary one's first. */
function workAreas(): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

function makeClipboard(preferences: PreferencesFile, tell: Desk['tell']): ClipboardDesk {
  return new ClipboardDesk({
    clipboard,
    write: (text) =>
      clipboard.write([
        new ClipboardItem({ 'text/plain': text, ...noHistoryMarks(process.platform) }),
      ]),
    nowMs: () => Date.now(),
    clearAfterMs: () => preferences.now.clearClipboardAfterMs,
    onChange: (clearsAtMs) => tell('clipboard:changed', { clearsAtMs }),
  });
}

function makeKeychain(folder: string): KeychainHost {
  const file = join(folder, 'main', 'keytar-child.mjs');
  return new KeychainHost({
    fork: () =>
      utilityProcess.fork(file, [], {
        serviceName: 'Keywright keychain',
        env: childEnvironment(process.env),
        stdio: 'ignore',
      }),
    makeChannel: () => new MessageChannelMain(),
    kill: ({ pid }) => killNow(pid),
  });
}

function makeEngine(folder: string, keychain: KeychainHost, ofDesk: () => Desk): EngineHost {
  return new EngineHost({
    fork: () => fork(folder, 'engine', 'Keywright engine'),
    makeChannel: () => new MessageChannelMain(),
    serveKeychain: (client, ask) => keychain.serve(client, ask),
    copy: async (text, of) => {
      const { clipboard, copies, tray } = ofDesk();
      const copied = await clipboard.copy(text);
      copies.note(of);
      tray?.refresh();
      return copied;
    },
    onOpened: () => {
      ofDesk().itinerary.replay();
      ofDesk().tray?.refresh();
    },
    onReminderKey: (key) => ofDesk().reminders.desk.knowKey(key),
    onDue: (report, key, isKept) => {
      const { desk, arrive } = ofDesk().reminders;
      desk.learn(report, key, isKept);
      arrive();
    },
    onLost: () => void ofDesk().lock('engine-ended'),
  });
}

function makeServer(folder: string, keychain: KeychainHost, ofDesk: () => Desk): ServerHost {
  return new ServerHost({
    fork: () => fork(folder, 'server', 'Keywright server'),
    serveKeychain: (client, ask) => keychain.serve(client, ask),
    onState: (state) => {
      ofDesk().tell('server:changed', state);
      if (state.state === 'failed') ofDesk().reminders.desk.tell('server');
      ofDesk().tray?.refresh();
    },
    onLost: () => ofDesk().reminders.desk.tell('server'),
    onDecisions: (decisions) => ofDesk().tell('server:decided', [...decisions]),
  });
}

function fork(folder: string, name: string, serviceName: string): Electron.UtilityProcess {
  const env = { ...process.env, KEYWRIGHT_VERSION: app.getVersion() };
  return utilityProcess.fork(join(folder, 'main', `${name}.mjs`), [], { serviceName, env });
}
