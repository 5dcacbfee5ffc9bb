/** The window around a WebContents, as far as the contents know it. */
export interface ContentsHost {
  /** Settles once the page is there and everything is in place before it runs. */
  readonly created: Promise<void>;
  readyToShow(): void;
  titleChanged(title: string): void;
  openChild(options: Electron.BrowserWindowConstructorOptions, url: string): unknown;
  isFocused(): boolean;
  close(): void;
  destroy(): void;
}
