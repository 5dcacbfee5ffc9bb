/** `session`: the default one is Chromium's own profile, any other a browser context that is gone with the program. */
import { withRecorded } from '../app/with-recorded.ts';
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { type PermissionHandler, Permissions } from './permissions.ts';
import { Protocol } from './protocol.ts';
import { WebRequest } from './web-request.ts';

const RECORDED = [
  'setPermissionCheckHandler',
  'setDevicePermissionHandler',
  'setDisplayMediaRequestHandler',
  'setUSBProtectedClassesHandler',
  'setBluetoothPairingHandler',
  'setCertificateVerifyProc',
  'setSpellCheckerEnabled',
  'setSpellCheckerLanguages',
  'setUserAgent',
  'setDownloadPath',
  'flushStorageData',
  'enableNetworkEmulation',
] as const satisfies readonly (keyof Electron.Session)[];

const SessionBase = withRecorded(RECORDED);

export class Session extends SessionBase {
  readonly protocol: Protocol = new Protocol();
  readonly webRequest: WebRequest = new WebRequest();
  readonly permissions: Permissions = new Permissions();
  readonly partition: string;
  #browserContextId: Promise<string | undefined> | null = null;

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  setPermissionRequestHandler(handler: PermissionHandler | null): void {
    this.permissions.setHandler(handler);
  }

  clearCache(): Promise<void> {
    return Promise.resolve();
  }

  clearStorageData(): Promise<void> {
    return Promise.resolve();
  }

  clearAuthCache(): Promise<void> {
    return Promise.resolve();
  }

  clearHostResolverCache(): Promise<void> {
    return Promise.resolve();
  }

  closeAllConnections(): Promise<void> {
    return Promise.resolve();
  }

  setProxy(): Promise<void> {
    return Promise.resolve();
  }

  isPersistent(): boolean {
    return this.partition === '' || this.partition.startsWith('persist:');
  }

  /** Of the stand-in: undefined for the default session. */
  browserContextId(browser: CdpSession): Promise<string | undefined> {
    if (this.partition === '') return Promise.resolve(undefined);
    this.#browserContextId ??= browser
      .send('Target.createBrowserContext', { disposeOnDetach: true })
      .then(({ browserContextId }) => browserContextId);
    return this.#browserContextId;
  }
}

const sessions = new Map<string, Session>();

function sessionOf(partition: string): Session {
  const known = sessions.get(partition);
  if (known !== undefined) return known;
  const made = new Session(partition);
  sessions.set(partition, made);
  return made;
}

export const session = {
  defaultSession: sessionOf(''),
  fromPartition: (partition = ''): Session => sessionOf(partition),
};

export const protocol: Protocol = session.defaultSession.protocol;
