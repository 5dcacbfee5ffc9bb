/** Every way a secret might lie in a file: raw, UTF-16, hex, base64 at each alignment, URL-encoded, JSON-escaped. */

/** Byte strings of which none may appear. Shorter than 8 bytes would find itself by chance, so those are left out. */
export function encodingsOf(secret: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(secret, 'utf8');
  const found = new Map<string, Buffer>([
    ['raw', bytes],
    ['utf-16le', Buffer.from(secret, 'utf16le')],
    ['utf-16be', Buffer.from(secret, 'utf16le').swap16()],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['hex upper', Buffer.from(bytes.toString('hex').toUpperCase())],
    ['url', Buffer.from(encodeURIComponent(secret))],
    ['json', Buffer.from(JSON.stringify(secret).slice(1, -1))],
    ['reversed', Buffer.from(Array.from(secret).toReversed().join(''))],
  ]);
  for (const shift of [0, 1, 2]) {
    for (const encoding of ['base64', 'base64url'] as const) {
      found.set(`${encoding} at ${shift}`, alignedBase64(bytes, shift, encoding));
    }
  }
  return new Map(Array.from(found).filter(([, needle]) => needle.length >= 8));
}

/** The characters that only the secret decides when it starts `shift` bytes into a group of three. */
function alignedBase64(bytes: Buffer, shift: number, encoding: 'base64' | 'base64url'): Buffer {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
  const text = padded.toString(encoding).replaceAll('=', '');
  const skipped = Math.ceil((shift * 8) / 6);
  const wholeBits = Math.floor((padded.length * 8) / 6);
  return Buffer.from(text.slice(skipped, wholeBits));
}
