/** Stands where the bridge of preload would: the gallery has no engine and no main, and nothing it shows is kept. */
import type { Bridge } from '../../src-shared/desk/bridge.ts';

const nothing = (): void => {};

const NO_BRIDGE = {
  ask: async () => ({ answer: {} }),
  tell: async () => ({ answer: {} }),
  onMain: () => nothing,
  onEngine: () => nothing,
} as unknown as Bridge;

export function standInForBridge(): void {
  Object.assign(window, { keywright: NO_BRIDGE });
}
