/**
 * `clipboard` of Electron 44 and later: asynchronous, in the main process only. What is written stays here as a list of items; with
 * a person at the window it also goes to the desktop's clipboard, as text.
 */
import { ClipboardItem } from './clipboard-item.ts';

const TEXT = 'text/plain';

export class Clipboard {
  #items: readonly ClipboardItem[] = [];
  readonly selection: Clipboard;
  readonly #onText: (text: string) => void;

  constructor(onText: (text: string) => void = () => undefined, selection?: Clipboard) {
    this.#onText = onText;
    this.selection = selection ?? this;
  }

  clear(): void {
    this.#items = [];
    this.#onText('');
  }

  has(mimetype: string): Promise<boolean> {
    return Promise.resolve(this.#items.some((item) => item.types.includes(mimetype)));
  }

  read(): Promise<ClipboardItem[]> {
    return Promise.resolve(Array.from(this.#items));
  }

  async readText(): Promise<string> {
    const item = this.#items.find(({ types }) => types.includes(TEXT));
    const data = await item?.getType(TEXT);
    return data instanceof Blob ? data.text() : '';
  }

  /** All or nothing: a representation that cannot be had leaves the clipboard as it was. */
  async write(items: readonly ClipboardItem[]): Promise<void> {
    for (const item of items) for (const type of item.types) await item.getType(type);
    this.#items = Array.from(items);
    this.#onText(await this.readText());
  }

  writeText(text: string): Promise<void> {
    return this.write([new ClipboardItem({ [TEXT]: text })]);
  }
}
