/**
 * Cuts a stream of bytes into the texts between NUL bytes, as Chromium writes them to its debugging pipe. Returns a function that
 * takes the next chunk; a text that spans chunks is given once it is whole.
 */
export function splitFrames(onFrame: (text: string) => void): (chunk: Uint8Array) => void {
  const parts: Uint8Array[] = [];
  return (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(0, start); end !== -1; end = chunk.indexOf(0, start)) {
      parts.push(chunk.subarray(start, end));
      const text = Buffer.concat(parts).toString('utf8');
      parts.length = 0;
      start = end + 1;
      onFrame(text);
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  };
}
