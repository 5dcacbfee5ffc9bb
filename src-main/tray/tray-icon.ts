/**
 * The tray's icon, drawn here: a key whose badge says how things stand. Shape as well as colour differs: a ring for due, a full disc for
 * overdue, a square while serving, a padlock while locked.
 */
import { crc32, deflateSync } from 'node:zlib';

export type TrayState = 'ok' | 'due' | 'overdue' | 'serving' | 'locked';

type Colour = readonly [red: number, green: number, blue: number];

const SIZE = 32;
const BRASS: Colour = [0xb8, 0x8a, 0x3a];
const BADGES: Readonly<Record<Exclude<TrayState, 'ok'>, Colour>> = {
  due: [0xd9, 0x8f, 0x1f],
  overdue: [0xc8, 0x3a, 0x32],
  serving: [0x3f, 0x9a, 0x5a],
  locked: [0x8a, 0x84, 0x7c],
};
const BADGE = { x: 24, y: 24, radius: 7 } as const;

type Shape = (x: number, y: number) => boolean;

/** Around the middle of the badge. */
const SHAPES: Readonly<Record<Exclude<TrayState, 'ok'>, Shape>> = {
  due: (x, y) => {
    const away = Math.hypot(x, y);
    return away <= BADGE.radius && away >= BADGE.radius / 2;
  },
  overdue: (x, y) => Math.hypot(x, y) <= BADGE.radius,
  serving: (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= BADGE.radius,
  /** A body with a shackle over it. */
  locked: (x, y) => {
    if (y >= -0.5) return y <= 6.5 && Math.abs(x) <= 5.5;
    const away = Math.hypot(x, y + 2);
    const isBow = y < -2 ? away <= 4 && away >= 2 : Math.abs(x) <= 4 && Math.abs(x) >= 2;
    return isBow;
  },
};

/** A PNG of 32 × 32 pixels with alpha. */
export function drawTrayIcon(state: TrayState): Buffer {
  const pixels = Buffer.alloc(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const colour = colourAt(state, x + 0.5, y + 0.5);
      if (colour !== null) pixels.set([...colour, 0xff], (y * SIZE + x) * 4);
    }
  }
  return encodePng(pixels);
}

function colourAt(state: TrayState, x: number, y: number): Colour | null {
  if (state !== 'ok') {
    const away = { x: x - BADGE.x, y: y - BADGE.y };
    if (SHAPES[state](away.x, away.y)) return BADGES[state];
    // A gap between badge and key keeps both readable.
    if (Math.hypot(away.x, away.y) <= BADGE.radius + 2) return null;
  }
  return isKey(x, y) ? BRASS : null;
}

/** A bow on the left with a hole, a blade to the right, two cuts below it. */
function isKey(x: number, y: number): boolean {
  const bow = Math.hypot(x - 9, y - 13);
  if (bow <= 8) return bow >= 3.5;
  const isBlade = x >= 16 && x <= 30 && y >= 11 && y <= 15;
  const isCut = y > 15 && y <= 21 && ((x >= 20 && x <= 23) || (x >= 26 && x <= 29));
  return isBlade || isCut;
}

function encodePng(pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  // Eight bits a channel, RGBA.
  header.set([8, 6, 0, 0, 0], 8);
  const lines = Array.from({ length: SIZE }, (_, y) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(y * SIZE * 4, (y + 1) * SIZE * 4)]),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
