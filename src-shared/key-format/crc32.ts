/** CRC-32 (IEEE 802.3, reflected 0xEDB88320): finds typing errors in a token; no security control. */
const TABLE = buildTable();

function buildTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index += 1) {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) {
      value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    table[index] = value >>> 0;
  }
  return table;
}

/** CRC-32 of the first `length` characters of an ASCII text, as an unsigned 32-bit integer. */
export function crc32Ascii(text: string, length: number = text.length): number {
  let crc = 0xffffffff;
  for (let index = 0; index < length; index += 1) {
    crc = (TABLE[(crc ^ text.charCodeAt(index)) & 0xff] as number) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
