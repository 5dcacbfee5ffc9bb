/** One look at the feed: the manifest and its signature, nothing else, and nothing of this machine is told. */
import { type Fetch, fetchAtMost } from './fetch-at-most.ts';
import type { UpdateFeed } from './update-feed.ts';
import { isNewer, openManifest, type UpdateFile } from './update-manifest.ts';

export interface Here {
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  readonly format: UpdateFile['format'];
}

export interface LookDeps {
  readonly fetch: Fetch;
  readonly feed: UpdateFeed;
  readonly here: Here;
}

export type Look =
  | { readonly kind: 'update'; readonly version: string; readonly file: UpdateFile }
  | { readonly kind: 'none' }
  /** Not reached, or not signed by our key. `reason` is for the log. */
  | { readonly kind: 'refused'; readonly reason: string };

const LIMITS = { maxBytes: 65_536, timeoutMs: 20_000 } as const;

/** Never rejects. */
export async function lookForUpdate({ fetch, feed, here }: LookDeps): Promise<Look> {
  try {
    const bytes = await fetchAll({ fetch, url: new URL('keywright-update.json', feed.url).href });
    const signature = await fetchAll({
      fetch,
      url: new URL('keywright-update.sig', feed.url).href,
    });
    const manifest = openManifest({ bytes, signature: signature.toString() }, feed.publicKey);
    if (manifest === null)
      return { kind: 'refused', reason: 'not signed by the key of this package' };
    const { version, files } = manifest;
    if (!isNewer(version, here.version)) return { kind: 'none' };
    const file = files.find(
      ({ platform, arch, format }) =>
        platform === here.platform && arch === here.arch && format === here.format,
    );
    return file === undefined ? { kind: 'none' } : { kind: 'update', version, file };
  } catch (error) {
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function fetchAll(request: { readonly fetch: Fetch; readonly url: string }): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  await fetchAtMost(request, LIMITS, (piece) => void pieces.push(piece));
  return Buffer.concat(pieces);
}
