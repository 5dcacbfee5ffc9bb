/** `webContents`: the page of a window, on its DevTools target. */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, lifecycle } from '../app/app.ts';
import { cancellable } from '../app/cancellable.ts';
import { withRecorded } from '../app/with-recorded.ts';
import type { CdpSession } from '../chromium/cdp-connection.ts';
import type { NativeImage } from '../desktop/native-image.ts';
import { nativeTheme } from '../desktop/native-theme.ts';
import { codec } from '../ipc/codec.ts';
import { dispatchMessage, type IpcEvent } from '../ipc/dispatch-message.ts';
import { IpcMain } from '../ipc/ipc-main.ts';
import { customSchemes } from '../network/custom-schemes.ts';
import { type FrameHolder, frames } from '../network/frames.ts';
import { type Session, session } from '../network/session.ts';
import { BINDING, pageScripts, WORLD } from '../page/page-scripts.ts';
import { adoptInMain, hub, mainPlace } from '../ports/main-ports.ts';
import type { MessagePortMain } from '../ports/message-port-main.ts';
import type { ContentsHost } from './contents-host.ts';
import {
  DocumentChannel,
  type DocumentEnd,
  type DocumentMessage,
  openPairs,
} from './document-channel.ts';
import { NavigationGate } from './navigation-gate.ts';
import { applyTheme, capturePage, runInPage, styleSheetCode } from './page-actions.ts';
import { watchPage } from './page-events.ts';
import { PageZoom } from './page-zoom.ts';
import { processOfPreload, readPreload } from './preload-source.ts';
import type { Target } from './targets.ts';
import { WebFrameMain } from './web-frame-main.ts';

const RECORDED = [
  'openDevTools',
  'closeDevTools',
  'focus',
  'setBackgroundThrottling',
  'setVisualZoomLevelLimits',
  'setUserAgent',
  'setAudioMuted',
  'setIgnoreMenuShortcuts',
  'setWebRTCIPHandlingPolicy',
] as const satisfies readonly (keyof Electron.WebContents)[];

type OpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

export interface LoadFileOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly search?: string;
  readonly hash?: string;
}

const contentsById = new Map<number, WebContents>();

const ContentsBase = withRecorded(RECORDED);

export class WebContents extends ContentsBase implements FrameHolder {
  readonly id: number;
  readonly session: Session;
  readonly mainFrame: WebFrameMain = new WebFrameMain();
  readonly ipc: IpcMain = new IpcMain();
  readonly host: ContentsHost;
  readonly #preferences: Electron.WebPreferences;
  #target: Target | null = null;
  #channel: DocumentChannel | null = null;
  #gate: NavigationGate | null = null;
  #openHandler: OpenHandler | null = null;
  readonly #zoom: PageZoom;
  #title = '';
  #isDestroyed = false;
  #isCrashed = false;
  #isLoading = false;

  constructor(id: number, host: ContentsHost, preferences: Electron.WebPreferences) {
    super();
    this.id = id;
    this.host = host;
    this.#preferences = preferences;
    this.#zoom = new PageZoom(preferences.zoomFactor ?? 1, (code) => this.executeJavaScript(code));
    const given = preferences.session as unknown as Session | undefined;
    this.session = given ?? session.fromPartition(preferences.partition);
    contentsById.set(id, this);
    app.emit('web-contents-created', {}, this);
  }

  static getAllWebContents(): WebContents[] {
    return Array.from(contentsById.values());
  }

  static getFocusedWebContents(): WebContents | null {
    return WebContents.getAllWebContents().find(({ host }) => host.isFocused()) ?? null;
  }

  static fromId(id: number): WebContents | undefined {
    return contentsById.get(id);
  }

  static fromFrame(frame: WebFrameMain): WebContents | undefined {
    return WebContents.getAllWebContents().find(({ mainFrame }) => mainFrame === frame);
  }

  /** Playwright finds the contents of its page this way. */
  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return WebContents.getAllWebContents().find((contents) => contents.targetId === targetId);
  }

  get targetId(): string {
    return this.#target?.targetId ?? '';
  }

  get ipcRendererEnd(): DocumentEnd | null {
    return this.#channel?.current ?? null;
  }

  /** Of the stand-in: takes over a paused page, puts everything in place and lets it run. */
  async attach(target: Target): Promise<void> {
    const { session: cdp, targetId, resume } = target;
    const { preload, error } = readPreload(this.#preferences.preload);
    this.#target = target;
    frames.set(targetId, this);
    this.#gate = new NavigationGate(this, this.mainFrame, targetId);
    this.#channel = new DocumentChannel(cdp, {
      mainFrameId: targetId,
      onMessage: (message, from) => this.#receive(message, from),
    });
    watchPage(cdp, this);
    const scripts = pageScripts({
      preload,
      process: processOfPreload(),
      nonce: randomBytes(16).toString('hex'),
    });
    const addScript = 'Page.addScriptToEvaluateOnNewDocument';
    // One session keeps its order: all of this is in place before the page runs, without waiting for an answer in between.
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Runtime.enable'),
      cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      cdp.send(addScript, { source: scripts.main }),
      cdp.send(addScript, { source: scripts.isolated, worldName: WORLD }),
      this.applyTheme(),
      resume(),
    ]);
    if (error !== null) this.emit('preload-error', cancellable({}), preload?.path, error);
  }

  applyTheme(): Promise<unknown> {
    return this.#target === null ? Promise.resolve() : applyTheme(this.#target.session);
  }

  applyBackground(color: { r: number; g: number; b: number; a: number }): void {
    this.#target?.session.tell('Emulation.setDefaultBackgroundColorOverride', { color });
  }

  // Messages

  send(channel: string, ...args: unknown[]): void {
    this.#tell(channel, args, []);
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    this.#tell(channel, [message], transfer);
  }

  #tell(channel: string, args: unknown[], transfer: readonly MessagePortMain[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    let text: string;
    try {
      text = codec.encode(args);
    } catch {
      throw new Error('Failed to serialize arguments');
    }
    const ports = mainPlace.release(transfer);
    const end = this.ipcRendererEnd;
    end?.tell({ t: 'event', channel, args: text, ports });
    for (const port of ports) {
      if (end === null) hub.close(port);
      else hub.move(port, end.owner);
    }
  }

  #receive(message: DocumentMessage, from: DocumentEnd): void {
    if (message.t === 'title') {
      this.#title = message.title;
      this.host.titleChanged(message.title);
      return;
    }
    if (message.t === 'preload-error') {
      const error = Object.assign(new Error(message.message), { stack: message.stack });
      this.emit('preload-error', cancellable({}), this.#preferences.preload, error);
      return;
    }
    const ports = message.t === 'send' ? adoptInMain(openPairs(message.pairs, from.owner)) : [];
    const event = cancellable({
      type: 'frame',
      sender: this,
      senderFrame: this.mainFrame,
      frameId: 1,
      processId: 1,
      frameTreeNodeId: 1,
      ports,
      reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args),
    }) satisfies IpcEvent;
    void dispatchMessage(event, message, from.tell);
  }

  // Navigation

  isNavigationRefused(frameId: string, url: string, isRedirect: boolean): Promise<boolean> {
    return this.#gate?.isRefused(frameId, url, isRedirect) ?? Promise.resolve(false);
  }

  /**
   * Rejects where the page cannot be loaded, else resolves when it has finished; never settles where the window is destroyed on the
   * way.
   */
  async loadURL(url: string): Promise<void> {
    await this.host.created;
    this.#gate?.expectOwn(url);
    const loaded = new Promise((done) => this.once('did-finish-load', done));
    const failure = await this.#navigate(url);
    this.#gate?.ownIsOver(url);
    if (failure === undefined) {
      await loaded;
      return;
    }
    const code = failure.replace('net::', '');
    this.emit('did-fail-load', {}, -2, code, url, true);
    throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, errno: -2, url });
  }

  async #navigate(url: string): Promise<string | undefined> {
    const target = customSchemes.toChromium(url);
    try {
      const { errorText } = await this.#page().send('Page.navigate', { url: target });
      return errorText;
    } catch (error) {
      if (this.#isDestroyed) return new Promise(() => undefined);
      throw error;
    }
  }

  loadFile(path: string, { query, search, hash }: LoadFileOptions = {}): Promise<void> {
    const url = pathToFileURL(resolve(app.getAppPath(), path));
    if (query !== undefined) url.search = new URLSearchParams(query).toString();
    if (search !== undefined) url.search = search;
    if (hash !== undefined) url.hash = hash;
    return this.loadURL(url.href);
  }

  reload(): void {
    this.#gate?.expectOwn(this.getURL());
    this.#isCrashed = false;
    this.#target?.session.tell('Page.reload');
  }

  reloadIgnoringCache(): void {
    this.reload();
  }

  stop(): void {
    this.#target?.session.tell('Page.stopLoading');
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  getTitle(): string {
    return this.#title;
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  /** Of the stand-in: what page-events.ts has seen. */
  get gate(): NavigationGate | null {
    return this.#gate;
  }

  loadingChanged(isLoading: boolean): void {
    this.#isLoading = isLoading;
    this.emit(isLoading ? 'did-start-loading' : 'did-stop-loading');
  }

  documentReady(): void {
    this.#zoom.documentReady();
  }

  // Windows that the page opens

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  windowOpen(details: Omit<Electron.HandlerDetails, 'referrer' | 'postBody'>): void {
    const referrer = { url: this.getURL(), policy: 'strict-origin-when-cross-origin' as const };
    const answer = this.#openHandler?.({ ...details, referrer }) ?? { action: 'allow' as const };
    if (answer.action !== 'allow') return;
    const child = this.host.openChild(answer.overrideBrowserWindowOptions ?? {}, details.url);
    this.emit('did-create-window', child, { ...details, referrer, options: {} });
  }

  // The page itself

  async executeJavaScript(expression: string, userGesture = false): Promise<unknown> {
    await this.host.created;
    return runInPage(this.#page(), expression, userGesture);
  }

  async insertCSS(css: string): Promise<string> {
    await this.executeJavaScript(styleSheetCode(css));
    return 'css';
  }

  async capturePage(): Promise<NativeImage> {
    return capturePage(this.#page());
  }

  setZoomFactor(factor: number): void {
    this.#zoom.factor = factor;
  }

  getZoomFactor(): number {
    return this.#zoom.factor;
  }

  setZoomLevel(level: number): void {
    this.#zoom.level = level;
  }

  getZoomLevel(): number {
    return this.#zoom.level;
  }

  getLastWebPreferences(): Electron.WebPreferences {
    return {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      ...this.#preferences,
    };
  }

  isFocused(): boolean {
    return this.host.isFocused();
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  getType(): string {
    return 'window';
  }

  getUserAgent(): string {
    return lifecycle.chromium.version.userAgent;
  }

  /** Chromium does not tell which of its processes draws the page. */
  getOSProcessId(): number {
    return lifecycle.chromium.pid;
  }

  // The end

  forcefullyCrashRenderer(): void {
    this.#target?.session.tell('Page.crash');
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  crashed(status: string, exitCode: number): void {
    this.#isCrashed = true;
    this.#channel?.end();
    const reason = status === 'killed' || status === 'oom' ? status : 'crashed';
    const details = { reason, exitCode } satisfies Electron.RenderProcessGoneDetails;
    this.emit('render-process-gone', {}, details);
    app.emit('render-process-gone', {}, this, details);
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  close(): void {
    this.host.close();
  }

  destroy(): void {
    this.host.destroy();
  }

  /** Of the stand-in: the window has gone. */
  detach(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.mainFrame.detached = true;
    this.#channel?.end();
    contentsById.delete(this.id);
    for (const [frameId, holder] of frames) if (holder === this) frames.delete(frameId);
    this.emit('destroyed');
  }

  #page(): CdpSession {
    if (this.#target === null || this.#isDestroyed) throw new Error('Object has been destroyed');
    return this.#target.session;
  }
}

nativeTheme.on('updated', () => {
  for (const contents of contentsById.values()) void contents.applyTheme();
});
