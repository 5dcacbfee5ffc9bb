/**
 * The page's side of contextBridge, run before any script of the page. It takes the wire from the isolated world in one event that
 * nobody else hears, and holds no way to the main process.
 */
import type { BridgeHalf, BridgeMessage, BridgeWorld, Tree } from './bridge-half.ts';

type MakeBridge = (wire: EventTarget, mine: BridgeWorld, theirs: BridgeWorld) => BridgeHalf;

export function mainWorld(makeBridge: MakeBridge, handshake: string): void {
  // Preload scripts run in the main frame only.
  if (window !== window.top) return;
  const { defineProperty, freeze, getOwnPropertyNames, isFrozen } = Object;
  const { isView } = ArrayBuffer;
  const { getOwnPropertyDescriptor } = Reflect;
  const relatedTarget = Function.prototype.call.bind(
    getOwnPropertyDescriptor(MouseEvent.prototype, 'relatedTarget')?.get as () => unknown,
  ) as unknown as (event: Event) => EventTarget;

  /** A frozen object is one that was visited: what the bridge hands over is fresh, so nothing else is frozen yet. */
  function deepFreeze(value: unknown): unknown {
    const isObject = value !== null && (typeof value === 'object' || typeof value === 'function');
    if (!isObject || isView(value) || isFrozen(value)) return value;
    freeze(value);
    const names = getOwnPropertyNames(value);
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const isOfFunction = name === 'arguments' || name === 'caller' || name === 'prototype';
      if (typeof value === 'function' && isOfFunction) continue;
      deepFreeze((value as Record<string, unknown>)[name]);
    }
    return value;
  }

  document.addEventListener(
    handshake,
    (event) => {
      event.stopImmediatePropagation();
      const { answers, decode } = makeBridge(relatedTarget(event), 'main', 'isolated');
      answers['expose'] = ({ key, tree }: BridgeMessage) => {
        if (key in window) {
          const message = 'Cannot bind an API on top of an existing property on the window object';
          return { ok: false, message, tree: null };
        }
        defineProperty(window, key, {
          __proto__: null,
          value: deepFreeze(decode(tree as Tree)),
          enumerable: true,
          writable: false,
          configurable: false,
        } as PropertyDescriptor);
        return { ok: true, message: '', tree: null };
      };
    },
    { capture: true, once: true },
  );
}
