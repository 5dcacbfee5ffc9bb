/** `ClipboardItem` of Electron 44 and later: representations by MIME type, each a value or a promise of one. */
export type ClipboardData = string | Blob | Electron.ClipboardBookmark;

export class ClipboardItem {
  readonly #items: Readonly<Record<string, ClipboardData | Promise<Blob | string>>>;

  constructor(items: Readonly<Record<string, ClipboardData | Promise<Blob | string>>>) {
    if (Object.keys(items).length === 0) {
      throw new TypeError('ClipboardItem needs at least one representation');
    }
    this.#items = { ...items };
  }

  get types(): string[] {
    return Object.keys(this.#items);
  }

  async getType(type: string): Promise<Blob | Electron.ClipboardBookmark> {
    if (!Object.hasOwn(this.#items, type)) throw new Error(`The type ${type} was not found`);
    const value = await this.#items[type];
    return typeof value === 'string' ? new Blob([value], { type }) : (value as Blob);
  }
}
