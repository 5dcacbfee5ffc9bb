import { readFileSync } from 'node:fs';

export interface PreloadSource {
  /** Null where there is no preload script, or it cannot be read. */
  readonly preload: { readonly path: string; readonly source: string } | null;
  /** Null where nothing went wrong. */
  readonly error: unknown;
}

export function readPreload(path: string | undefined): PreloadSource {
  if (path === undefined) return { preload: null, error: null };
  try {
    return { preload: { path, source: readFileSync(path, 'utf8') }, error: null };
  } catch (error) {
    return { preload: null, error };
  }
}

/** `process` of a sandboxed preload. Of the environment it sees what a development server needs, and nothing else. */
export function processOfPreload(): Record<string, unknown> {
  const { NODE_ENV, ELECTRON_RENDERER_URL } = process.env;
  return {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
    platform: process.platform,
    arch: process.arch,
    env: { NODE_ENV, ELECTRON_RENDERER_URL },
    argv: [],
    version: process.version,
    versions: { ...process.versions },
    execPath: process.argv[0],
  };
}
