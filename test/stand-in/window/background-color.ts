interface Rgba {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

/** Electron's `#rgb`, `#rrggbb` and `#aarrggbb`; null for anything else. */
export function parseBackgroundColor(text: string): Rgba | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  const full =
    short === null
      ? text
      : `#${short
          .slice(1)
          .map((digit) => digit + digit)
          .join('')}`;
  const match = /^#([0-9a-f]{2})?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(full);
  if (match === null) return null;
  const [, a = 'ff', r = '', g = '', b = ''] = match;
  const byte = (digits: string) => Number.parseInt(digits, 16);
  return { r: byte(r), g: byte(g), b: byte(b), a: byte(a) / 255 };
}
