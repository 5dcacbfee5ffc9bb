/**
 * The two scripts that run in a window before any script of the page. The preload is pasted as text inside a function: no eval, so
 * the page's content security policy does not matter to it, as in Electron.
 */
import { structuredJson } from '../ipc/structured-json.ts';
import { bridgeHalf } from './bridge-half.ts';
import { type IsolatedConfig, isolatedWorld } from './isolated-world.ts';
import { mainWorld } from './main-world.ts';
import { portRelay } from './port-relay.ts';
import { preloadEmitter } from './preload-emitter.ts';
import { titleWatch } from './title-watch.ts';

export const WORLD = 'Electron Isolated Context';
export const BINDING = '__standInSend';
export const RECEIVE = '__standInReceive';

export interface PageScriptsInput {
  /** Null where the window has no preload script. */
  readonly preload: { readonly path: string; readonly source: string } | null;
  readonly process: Readonly<Record<string, unknown>>;
  /** Unguessable, new for each window. */
  readonly nonce: string;
}

export function pageScripts({ preload, process, nonce }: PageScriptsInput): {
  main: string;
  isolated: string;
} {
  const handshake = `stand-in-${nonce}`;
  const preloadPath = preload?.path ?? '';
  const config: IsolatedConfig = {
    binding: BINDING,
    receive: RECEIVE,
    handshake,
    process,
    preloadPath,
  };
  const parts = Object.entries({
    bridgeHalf,
    structuredJson,
    preloadEmitter,
    portRelay,
    titleWatch,
  })
    .map(([name, part]) => `${name}: ${String(part)}`)
    .join(', ');
  const body = `function (require, process, exports, module) {${preload?.source ?? ''}\n}`;
  return {
    main: `(${String(mainWorld)})(${String(bridgeHalf)}, ${JSON.stringify(handshake)})`,
    isolated: `(${String(isolatedWorld)})({ ${parts} }, ${JSON.stringify(config)}, ${body})\n//# sourceURL=${preloadPath || 'electron-stand-in-preload'}`,
  };
}
