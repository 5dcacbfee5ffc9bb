import { readFileSync } from 'node:fs';

const PNG_SIZE_OFFSET = 16;
const PNG_HEADER_BYTES = 24;

/** An image as the bytes it was made of; its size is known where they are a PNG. */
export class NativeImage {
  readonly #bytes: Buffer;
  #isTemplate = false;

  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.#bytes = bytes;
  }

  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  toPNG(): Buffer {
    return this.#bytes;
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }

  getSize(): { width: number; height: number } {
    if (this.#bytes.length < PNG_HEADER_BYTES) return { width: 0, height: 0 };
    return {
      width: this.#bytes.readUInt32BE(PNG_SIZE_OFFSET),
      height: this.#bytes.readUInt32BE(PNG_SIZE_OFFSET + 4),
    };
  }

  resize(): NativeImage {
    return this;
  }

  crop(): NativeImage {
    return this;
  }

  addRepresentation(): void {
    // One representation is kept: the first.
  }

  setTemplateImage(isTemplate: boolean): void {
    this.#isTemplate = isTemplate;
  }

  isTemplateImage(): boolean {
    return this.#isTemplate;
  }
}

export const nativeImage = {
  createEmpty: (): NativeImage => new NativeImage(),
  createFromBuffer: (buffer: Buffer): NativeImage => new NativeImage(buffer),
  createFromDataURL: (url: string): NativeImage =>
    new NativeImage(Buffer.from(url.split(',')[1] ?? '', 'base64')),
  /** Empty where the file cannot be read, as in Electron. */
  createFromPath: (path: string): NativeImage => {
    try {
      return new NativeImage(readFileSync(path));
    } catch {
      return new NativeImage();
    }
  },
};
