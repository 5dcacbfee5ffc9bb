/** CDP cannot zoom as a browser does; the root element's CSS zoom reflows the page in the same way. It is set again on each document. */
const BASE = 1.2;

export class PageZoom {
  readonly #run: (code: string) => Promise<unknown>;
  #factor: number;

  constructor(factor: number, run: (code: string) => Promise<unknown>) {
    this.#factor = factor;
    this.#run = run;
  }

  get factor(): number {
    return this.#factor;
  }

  set factor(factor: number) {
    this.#factor = factor;
    this.#apply();
  }

  /** Chromium's steps: 0 is 100 %, each step a fifth more. */
  get level(): number {
    return Math.log(this.#factor) / Math.log(BASE);
  }

  set level(level: number) {
    this.factor = BASE ** level;
  }

  documentReady(): void {
    if (this.#factor !== 1) this.#apply();
  }

  #apply(): void {
    const value = JSON.stringify(String(this.#factor));
    this.#run(`document.documentElement.style.zoom = ${value}`).catch(() => undefined);
  }
}
