/** Entry of Electron's main process: one instance, the app's own scheme, then the desk. */
import { execFile } from 'node:child_process';
import { app, Menu, protocol } from 'electron';
import type { Destination } from '../src-shared/desk/main-calls.ts';
import { SCHEME } from './app-scheme.ts';
import { applicationMenu } from './application-menu.ts';
import { composeDesk } from './compose.ts';
import type { Desk } from './desk.ts';
import { findDeepLink, LINK_SCHEME, parseDeepLink } from './links/deep-link.ts';
import { HIDDEN, isStartedHidden } from './login-start/is-started-hidden.ts';
import { hasTray } from './tray/has-tray.ts';

app.enableSandbox();
// Before Electron is ready, or it makes its own.
Menu.setApplicationMenu(null);
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  // macOS hands over a link before anything is ready.
  let asked = findDeepLink(process.argv);
  let follow = (link: Destination | null): void => {
    asked = link ?? asked;
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(parseDeepLink(url));
  });
  // Asked while Electron gets ready: another program has to answer.
  const isTraySeen = hasTray(process.platform, execFile);
  await app.whenReady();
  app.setAsDefaultProtocolClient(LINK_SCHEME);
  const menu = applicationMenu(process.platform, process.env.KEYWRIGHT_DEVTOOLS === '1');
  if (menu !== null) Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  const desk = composeDesk(await isTraySeen);
  follow = (link) => {
    if (link === null) desk.window.show();
    else desk.visit(link);
  };
  app.on('second-instance', (_event, argv) => {
    // The login's start, of a program that runs already.
    if (!argv.includes(HIDDEN)) follow(findDeepLink(argv));
  });
  app.on('activate', () => desk.window.show());
  endWell(desk);
  const isHidden = isStartedHidden({
    argv: process.argv,
    wasOpenedAtLogin: app.getLoginItemSettings().wasOpenedAtLogin,
    hasTray: desk.tray !== null,
    isAsked: asked !== null,
  });
  if (!isHidden) follow(asked);
}

/** Quitting waits for the engine to close its files and the server to answer what runs. */
function endWell(desk: Desk): void {
  let isEnded = false;
  app.on('window-all-closed', () => undefined);
  app.on('will-quit', (event) => {
    if (isEnded) return;
    event.preventDefault();
    const { engine, server, clipboard, place } = desk;
    const ends = [engine.end(), server.stop(), clipboard.clear(), place.flush()];
    void Promise.allSettled(ends).then(() => {
      isEnded = true;
      app.quit();
    });
  });
}
