/** Fetches from the feed: within a time, up to a size, from that address alone. */

/** `fetch` of a session or of Node. */
export type Fetch = (
  url: string,
  init: { readonly redirect: 'error'; readonly signal: AbortSignal },
) => Promise<Response>;

export interface FetchLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** Hands each piece to `take`. Throws where the address does not answer with 200, says more than the limit, or takes too long. */
export async function fetchAtMost(
  request: { readonly fetch: Fetch; readonly url: string },
  { maxBytes, timeoutMs }: FetchLimits,
  take: (piece: Uint8Array) => Promise<void> | void,
): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await request.fetch(request.url, { redirect: 'error', signal });
  if (response.status !== 200 || response.body === null) {
    throw new Error(`the feed answered ${response.status}`);
  }
  let sizeBytes = 0;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    sizeBytes += piece.length;
    if (sizeBytes > maxBytes) throw new Error('the feed says more than it may');
    await take(piece);
  }
}
