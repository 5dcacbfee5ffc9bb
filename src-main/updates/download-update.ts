/** Brings the file of an update here. Its own name appears only once every byte is there and is the one that was signed for. */
import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fetch, fetchAtMost } from './fetch-at-most.ts';
import type { UpdateFeed } from './update-feed.ts';
import type { UpdateFile } from './update-manifest.ts';

export interface DownloadDeps {
  readonly fetch: Fetch;
  readonly feed: UpdateFeed;
  /** Where a person finds what was downloaded. */
  readonly folder: string;
}

const TIMEOUT_MS = 1_800_000;

/** The path of the file; null where it could not be had or is another one, and nothing is left of it. */
export async function downloadUpdate(deps: DownloadDeps, file: UpdateFile): Promise<string | null> {
  const path = join(deps.folder, file.name);
  const part = `${path}.part`;
  try {
    await rm(part, { force: true });
    if ((await fetchTo(part, deps, file)) !== file.sha256) throw new Error('another file');
    await rename(part, path);
    return path;
  } catch {
    await rm(part, { force: true });
    return null;
  }
}

/** Its SHA-256 in hex. An AppImage is made to run; the other formats are opened by an installer. */
async function fetchTo(part: string, { fetch, feed }: DownloadDeps, file: UpdateFile) {
  const hash = createHash('sha256');
  const handle = await open(part, 'wx', file.format === 'AppImage' ? 0o700 : 0o600);
  try {
    const url = new URL(file.name, feed.url).href;
    const limits = { maxBytes: file.sizeBytes, timeoutMs: TIMEOUT_MS };
    await fetchAtMost({ fetch, url }, limits, async (piece) => {
      hash.update(piece);
      await handle.writeFile(piece);
    });
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
