import { EventEmitter } from 'node:events';

const SOURCES: readonly unknown[] = ['system', 'light', 'dark'];

class NativeTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system';
  shouldUseHighContrastColors = false;
  shouldUseInvertedColorScheme = false;
  shouldUseDarkColorsForSystemIntegratedUI = false;
  inForcedColorsMode = false;
  prefersReducedTransparency = false;

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    if (!SOURCES.includes(source)) throw new TypeError('Invalid themeSource');
    this.#source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}

export const nativeTheme: NativeTheme = new NativeTheme();
