/**
 * Permissions. CDP has no "permission was asked for": so the app's handler is asked up front, once for each origin and permission,
 * and Chromium is given its verdict; the page is then really refused or allowed. Such a question carries `standInProbe`.
 */
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { customSchemes } from './custom-schemes.ts';

export type PermissionHandler = (
  ...question: [
    contents: never,
    permission: never,
    callback: (isGranted: boolean) => void,
    details: never,
  ]
) => void;

/** Electron's names, and Chromium's for each. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'display-capture': ['display-capture'],
  'idle-detection': ['idle-detection'],
  'window-management': ['window-management'],
  'storage-access': ['storage-access'],
  pointerLock: ['pointer-lock'],
  keyboardLock: ['keyboard-lock'],
};

export interface PermissionQuestion {
  /** Chromium's form. */
  readonly url: string;
  readonly contents: unknown;
  readonly browserContextId: string | undefined;
}

export class Permissions {
  #handler: PermissionHandler | null = null;
  readonly #settled = new Set<string>();

  setHandler(handler: PermissionHandler | null): void {
    this.#handler = handler;
    this.#settled.clear();
  }

  async settle(browser: CdpSession, question: PermissionQuestion): Promise<void> {
    const { origin } = new URL(question.url);
    if (origin === 'null' || this.#settled.has(origin)) return;
    this.#settled.add(origin);
    await Promise.all(
      Object.entries(PERMISSIONS).map(async ([permission, names]) => {
        const isGranted = await this.#ask(permission, question);
        const setting = isGranted ? 'granted' : 'denied';
        const { browserContextId } = question;
        const context = browserContextId === undefined ? {} : { browserContextId };
        await Promise.all(
          names.map((name) =>
            browser
              .send('Browser.setPermission', { permission: { name }, setting, origin, ...context })
              .catch(() => undefined),
          ),
        );
      }),
    );
  }

  /** Electron grants everything where there is no handler. */
  #ask(permission: string, { url, contents }: PermissionQuestion): Promise<boolean> {
    const handler = this.#handler;
    if (handler === null) return Promise.resolve(true);
    const details = {
      requestingUrl: customSchemes.toElectron(url),
      isMainFrame: true,
      mediaTypes: [],
      standInProbe: true,
    };
    return new Promise((resolve) => {
      handler(contents as never, permission as never, resolve, details as never);
    });
  }
}
