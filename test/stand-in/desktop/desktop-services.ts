/** `shell` and `clipboard`, joined to the desktop only when a person sits at the window. */
import { Clipboard } from './clipboard.ts';
import { copyToDesktop, openOnDesktop } from './person-at-the-window.ts';

export const clipboard: Clipboard = new Clipboard(copyToDesktop, new Clipboard());

export const shell = {
  openExternal: (url: string): Promise<void> => {
    openOnDesktop(url);
    return Promise.resolve();
  },
  openPath: (path: string): Promise<string> => {
    openOnDesktop(path);
    return Promise.resolve('');
  },
  showItemInFolder: (): void => undefined,
  trashItem: (): Promise<void> => Promise.resolve(),
  beep: (): void => undefined,
} satisfies Partial<Electron.Shell>;
