/** Windows' and macOS' icon files: both hold whole PNGs, one a size, behind a small table. */

export interface SizedPng {
  /** Pixels of each side. */
  readonly size: number;
  readonly png: Buffer;
}

const ICO_HEAD_BYTES = 6;
const ICO_ENTRY_BYTES = 16;

/** Sizes up to 256. */
export function encodeIco(images: readonly SizedPng[]): Buffer {
  const head = Buffer.alloc(ICO_HEAD_BYTES + ICO_ENTRY_BYTES * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, index) => {
    const at = ICO_HEAD_BYTES + ICO_ENTRY_BYTES * index;
    // 0 stands for 256.
    head.set([size % 256, size % 256], at);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** The types of icns, by pixels; the ones for high density are the same pixels under another name. */
const ICNS_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

export function encodeIcns(images: readonly SizedPng[]): Buffer {
  const parts = ICNS_TYPES.flatMap(([type, size]) => {
    const image = images.find((candidate) => candidate.size === size);
    return image === undefined ? [] : [part(type, image.png)];
  });
  return part('icns', Buffer.concat(parts));
}

function part(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
