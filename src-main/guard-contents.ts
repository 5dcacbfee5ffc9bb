/** What no page in Keywright can do, whatever is in it: leave, open windows, hold frames that go places, get a permission, reach a network. */
import { type App, type Session, type WebContents } from 'electron';
import { ORIGIN } from './app-scheme.ts';

export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    guard(contents);
  });
}

function guard(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => {
    if (!url.startsWith(`${ORIGIN}/`)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.url.startsWith(`${ORIGIN}/`)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}

export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => {
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** The window needs no network: what is not one of its own files is never asked for. The developer tools, where they are on, are let be. */
export function refuseNetwork(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const isOurs = url.startsWith(`${ORIGIN}/`) || /^(?:data|devtools):/.test(url);
    callback({ cancel: !isOurs });
  });
}
