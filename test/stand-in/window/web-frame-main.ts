import { IpcMain } from '../ipc/ipc-main.ts';
import { customSchemes } from '../network/custom-schemes.ts';

/** The main frame of a window. Its URL comes from Chromium, never from the renderer. */
export class WebFrameMain {
  readonly ipc: IpcMain = new IpcMain();
  readonly parent: null = null;
  readonly frames: readonly WebFrameMain[] = [];
  readonly processId: number = 1;
  readonly routingId: number = 1;
  readonly frameTreeNodeId: number = 1;
  readonly name: string = '';
  url = '';
  origin = 'null';
  detached = false;

  get top(): WebFrameMain {
    return this;
  }

  get framesInSubtree(): WebFrameMain[] {
    return [this];
  }

  isDestroyed(): boolean {
    return this.detached;
  }

  /** Of the stand-in: the frame shows another document, `url` as Chromium has it. */
  navigated(url: string): void {
    this.url = customSchemes.toElectron(url);
    const [, origin = 'null'] = /^([a-z][\w+.-]*:\/\/[^/?#]*)/i.exec(this.url) ?? [];
    this.origin = origin.startsWith('file:') ? 'file://' : origin;
  }
}
