/** One sentence for what stopped a package. */

const NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|fetch failed/;

/** Formats other than `dir` need tools that electron-builder fetches when first asked. */
export function explainFailure(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [first = ''] = text.split('\n');
  if (!NETWORK.test(text)) return first;
  return (
    `a tool of electron-builder cannot be fetched (${NETWORK.exec(text)?.[0] ?? ''}): give them with ` +
    'ELECTRON_BUILDER_BINARIES_MIRROR or ELECTRON_BUILDER_CACHE (docs/packaging.md, "Without the network")'
  );
}
