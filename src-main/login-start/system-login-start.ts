/** On macOS and Windows Electron asks the system, which may hold back what was asked for: its own settings have the last word. */
import type { App, LoginItemSettings } from 'electron';
import type { LoginStartPort } from './login-start-port.ts';

interface SystemDeps {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;
  readonly platform: string;
  readonly program: string;
  readonly args: readonly string[];
}

export function systemLoginStart({ app, platform, program, args }: SystemDeps): LoginStartPort {
  // macOS takes neither: it starts the app as such, and says afterwards that it did.
  const item = platform === 'win32' ? { path: program, args: [...args] } : {};
  const look: LoginStartPort['look'] = () => {
    const settings = app.getLoginItemSettings(item);
    const isHeldBack = platform === 'win32' ? isDisabled(settings) : isUnapproved(settings);
    const isOn = settings.openAtLogin && !isHeldBack;
    return { kind: 'offered', isOn, note: isHeldBack ? 'held-back' : null };
  };
  return {
    look,
    set: async (isOn) => {
      app.setLoginItemSettings({ openAtLogin: isOn, ...item });
      return look();
    },
  };
}

/** In the Task Manager. */
function isDisabled(settings: LoginItemSettings): boolean {
  return settings.openAtLogin && !settings.executableWillLaunchAtLogin;
}

/** In the System Settings. */
function isUnapproved(settings: LoginItemSettings): boolean {
  return settings.status === 'requires-approval';
}
