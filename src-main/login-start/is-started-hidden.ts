/** What the system is told to start the program with at login. */
export const HIDDEN = '--hidden';

interface Start {
  readonly argv: readonly string[];
  /** macOS starts the app without arguments, and says that it did. */
  readonly wasOpenedAtLogin: boolean;
  readonly hasTray: boolean;
  /** The start came with a link to follow. */
  readonly isAsked: boolean;
}

/** No window comes up: nobody asked for one, and there is a tray to open it from. */
export function isStartedHidden({ argv, wasOpenedAtLogin, hasTray, isAsked }: Start): boolean {
  const isByLogin = argv.includes(HIDDEN) || wasOpenedAtLogin;
  return isByLogin && hasTray && !isAsked;
}
