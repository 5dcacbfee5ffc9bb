/** `app`, and the lifecycle it drives. */
import { AppPaths } from './app-paths.ts';
import { CommandLine } from './command-line.ts';
import { InstanceLock } from './instance-lock.ts';
import { Lifecycle } from './lifecycle.ts';
import { type Recording, withRecorded } from './with-recorded.ts';

const RECORDED = [
  'enableSandbox',
  'setAppUserModelId',
  'setLoginItemSettings',
  'disableHardwareAcceleration',
  'setDesktopName',
  'setAboutPanelOptions',
  'setAppLogsPath',
  'setJumpList',
  'setUserTasks',
  'setSecureKeyboardEntryEnabled',
  'setActivationPolicy',
  'relaunch',
  'focus',
  'hide',
  'show',
  'addRecentDocument',
  'clearRecentDocuments',
  'setProxy',
  'configureHostResolver',
] as const satisfies readonly (keyof Electron.App)[];

export interface ProcessMetric {
  readonly pid: number;
  readonly type: string;
  readonly serviceName?: string;
  readonly name?: string;
}

const AppBase: new () => Recording<(typeof RECORDED)[number]> = withRecorded(RECORDED);

class App extends AppBase {
  isPackaged = false;
  readonly commandLine: CommandLine = new CommandLine();
  /** Filled by what starts processes. */
  readonly metrics: Set<ProcessMetric> = new Set<ProcessMetric>();
  #name = 'Electron';
  #version = '0.0.0';
  #appPath = process.cwd();
  #badgeCount = 0;
  #isReady = false;
  #lock: InstanceLock | null = null;
  readonly #protocols = new Set<string>();
  readonly #ready: PromiseWithResolvers<void> = Promise.withResolvers<void>();
  readonly #paths = new AppPaths({
    appName: () => this.#name,
    userDataSwitch: () => this.commandLine.getSwitchValue('user-data-dir'),
    env: process.env,
  });

  get name(): string {
    return this.#name;
  }

  set name(value: string) {
    this.#name = value;
  }

  getName(): string {
    return this.#name;
  }

  setName(value: string): void {
    this.#name = value;
  }

  getVersion(): string {
    return this.#version;
  }

  setVersion(value: string): void {
    this.#version = value;
  }

  getAppPath(): string {
    return this.#appPath;
  }

  setAppPath(value: string): void {
    this.#appPath = value;
  }

  getPath(name: string): string {
    return this.#paths.get(name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getLocale(): string {
    return 'en-US';
  }

  getSystemLocale(): string {
    return 'en-US';
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  getLocaleCountryCode(): string {
    return 'US';
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Of the stand-in: 'ready' comes before the promise, which Playwright's loader relies on. */
  becomeReady(): void {
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
    this.#ready.resolve();
  }

  requestSingleInstanceLock(additionalData: unknown = null): boolean {
    this.#lock ??= new InstanceLock(this.getPath('userData'), ({ argv, cwd, data }) => {
      this.emit('second-instance', {}, argv, cwd, data);
    });
    const isFirst = this.#lock.request({
      argv: process.argv,
      cwd: process.cwd(),
      data: additionalData,
    });
    if (!isFirst) lifecycle.denyLock();
    return isFirst;
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock?.isHeld ?? false;
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.release();
  }

  quit(): void {
    void lifecycle.quit();
  }

  exit(code = 0): void {
    void lifecycle.exit(code);
  }

  setBadgeCount(count = 0): boolean {
    this.#badgeCount = count;
    return true;
  }

  getBadgeCount(): number {
    return this.#badgeCount;
  }

  get badgeCount(): number {
    return this.#badgeCount;
  }

  set badgeCount(count: number) {
    this.#badgeCount = count;
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    this.#protocols.add(protocol);
    this.recorded['setAsDefaultProtocolClient'] = protocol;
    return true;
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    return this.#protocols.delete(protocol);
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return this.#protocols.has(protocol);
  }

  /** The system agrees with whatever was set last. */
  getLoginItemSettings(): Electron.LoginItemSettings {
    const set = this.recorded['setLoginItemSettings'] as Electron.Settings | undefined;
    const openAtLogin = set?.openAtLogin ?? false;
    return {
      openAtLogin,
      wasOpenedAtLogin: false,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    };
  }

  getAppMetrics(): ProcessMetric[] {
    return [{ pid: process.pid, type: 'Browser' }, ...this.metrics];
  }

  getGPUFeatureStatus(): Record<string, string> {
    return {};
  }

  isHidden(): boolean {
    return false;
  }

  isAccessibilitySupportEnabled(): boolean {
    return false;
  }

  setAccessibilitySupportEnabled(_isEnabled: boolean): void {
    // Chromium decides by itself.
  }
}

export const app: App = new App();
export const lifecycle: Lifecycle = new Lifecycle(app, process.exit.bind(process));

app.on('window-all-closed', () => {
  if (app.listenerCount('window-all-closed') === 1) app.quit();
});
