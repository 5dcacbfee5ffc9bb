/** Notes what the bundles of the window are made of, one after another, and leaves the notices of it all beside the page. */
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { collectNotices } from './collect-notices.ts';

export const NOTICES_FILE = 'third-party-notices.json';

export interface NoticesPlugins {
  /** For bundles that are made before the page. */
  readonly note: () => Plugin;
  /** For the page, the last of them. */
  readonly write: () => Plugin;
}

export function noticesPlugins(root: string): NoticesPlugins {
  const files = new Set<string>();
  const noteAll = (bundle: Bundle): void => {
    for (const part of Object.values(bundle)) {
      const made = part.type === 'chunk' ? part.moduleIds : part.originalFileNames;
      // Of an asset the name is relative to the root of its build, src-renderer.
      for (const file of made) files.add(resolve(root, 'src-renderer', file));
    }
  };
  return {
    note: () => ({
      name: 'keywright:note-packages',
      apply: 'build',
      generateBundle: (_, bundle) => noteAll(bundle),
    }),
    write: () => ({
      name: 'keywright:third-party-notices',
      apply: 'build',
      generateBundle: {
        order: 'post',
        handler(_, bundle) {
          noteAll(bundle);
          const source = `${JSON.stringify(collectNotices(root, files))}\n`;
          this.emitFile({ type: 'asset', fileName: NOTICES_FILE, source });
        },
      },
    }),
  };
}

type Bundle = Readonly<
  Record<
    string,
    | { readonly type: 'chunk'; readonly moduleIds: readonly string[] }
    | { readonly type: 'asset'; readonly originalFileNames: readonly string[] }
  >
>;
