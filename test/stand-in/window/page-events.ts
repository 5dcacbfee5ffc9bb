/** What Chromium says about a page, told as Electron tells it. */
import type { CdpSession } from '../chromium/cdp-connection.ts';
import type { Protocol } from '../chromium/cdp-types.ts';
import { customSchemes } from '../network/custom-schemes.ts';
import { frames } from '../network/frames.ts';
import { pageTargets } from './page-targets.ts';
import type { WebContents } from './web-contents.ts';

const FIRST_PAINTS: readonly string[] = ['firstPaint', 'networkAlmostIdle'];

export function watchPage(cdp: CdpSession, contents: WebContents): void {
  const isMain = (frameId: string) => frameId === contents.targetId;
  cdp.on('Runtime.consoleAPICalled', (call) => {
    contents.emit('console-message', consoleMessage(call, contents));
  });
  cdp.on('Page.frameAttached', ({ frameId }) => {
    frames.set(frameId, contents);
  });
  cdp.on('Page.frameDetached', ({ frameId }) => {
    frames.delete(frameId);
  });
  cdp.on('Page.frameRequestedNavigation', (request) => requested(contents, request));
  cdp.on('Page.frameStartedLoading', ({ frameId }) => {
    if (isMain(frameId)) contents.loadingChanged(true);
  });
  cdp.on('Page.frameNavigated', ({ frame }) => {
    frames.set(frame.id, contents);
    if (!isMain(frame.id)) return;
    contents.mainFrame.navigated(frame.url + (frame.urlFragment ?? ''));
    // Playwright sets emulated media at the start of a page, and may have been last.
    void contents.applyTheme();
    contents.emit('did-navigate', {}, contents.getURL(), 200, 'OK');
  });
  cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (!isMain(frameId)) return;
    contents.mainFrame.navigated(url);
    contents.emit('did-navigate-in-page', {}, contents.getURL(), true);
  });
  cdp.on('Page.domContentEventFired', () => {
    contents.documentReady();
    contents.emit('dom-ready', {});
  });
  cdp.on('Page.loadEventFired', () => {
    contents.emit('did-finish-load');
    contents.loadingChanged(false);
  });
  cdp.on('Page.lifecycleEvent', ({ frameId, name }) => {
    const isPainted = FIRST_PAINTS.includes(name) && isShown(contents.getURL());
    if (isMain(frameId) && isPainted) contents.host.readyToShow();
  });
  cdp.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
    contents.windowOpen({
      url: customSchemes.toElectron(url),
      frameName: windowName,
      features: windowFeatures.join(','),
      disposition: 'foreground-tab',
    });
  });
}

/** The blank page a window begins with is painted too. */
function isShown(url: string): boolean {
  return url !== '' && url !== 'about:blank' && !url.startsWith('data:');
}

function requested(
  contents: WebContents,
  { frameId, url, disposition }: Protocol.Page.frameRequestedNavigationPayload,
): void {
  if (disposition !== 'currentTab') {
    // Ctrl, shift or middle click: Chromium is about to open a tab.
    pageTargets().expectStrayTab();
    contents.windowOpen({
      url: customSchemes.toElectron(url),
      frameName: '',
      features: '',
      disposition: disposition === 'newWindow' ? 'new-window' : 'background-tab',
    });
    return;
  }
  contents.gate?.requested(frameId);
  // These never come by the network, so they cannot be stopped there; the app is told, and its own scheme is loaded for it.
  if (/^(https?|file|data|blob|about|javascript):/.test(url)) return;
  const isRefused = contents.gate?.ask(frameId, url) ?? false;
  const isOwnScheme = customSchemes.toChromium(url) !== url;
  if (isOwnScheme && !isRefused) contents.loadURL(url).catch(() => undefined);
}

function consoleMessage(
  { type, args, stackTrace }: Protocol.Runtime.consoleAPICalledPayload,
  contents: WebContents,
): Record<string, unknown> {
  const top = stackTrace?.callFrames[0];
  const message = args.map(({ value, description }) => String(value ?? description ?? ''));
  return {
    level: type === 'warning' || type === 'error' ? type : 'info',
    message: message.join(' '),
    lineNumber: top?.lineNumber ?? 0,
    sourceId: top?.url ?? '',
    frame: contents.mainFrame,
  };
}
