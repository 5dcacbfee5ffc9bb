/** An iCalendar file (RFC 5545) of moments without a length. */

export interface CalendarMoment {
  /** Stays the same for the same thing, so that a later import moves it. */
  readonly uid: string;
  readonly atMs: number;
  readonly title: string;
  readonly url: string | null;
}

const LINE_BYTES = 75;

/** Lines of at most 75 bytes that end in CRLF. `madeAtMs`: when the file is written. */
export function formatCalendar(moments: readonly CalendarMoment[], madeAtMs: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Keywright//Keywright//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...moments.flatMap((moment) => momentLines(moment, madeAtMs)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function momentLines({ uid, atMs, title, url }: CalendarMoment, madeAtMs: number): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}@keywright`,
    `DTSTAMP:${stamp(madeAtMs)}`,
    `DTSTART:${stamp(atMs)}`,
    `SUMMARY:${escapeText(title)}`,
    ...(url === null ? [] : [`URL:${url}`]),
    // It takes nobody's time.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** `20270312T080000Z`. */
function stamp(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escapeText(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll(/\r\n|[\r\n]/g, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** Longer lines go on in the next after a space; no character is cut. */
function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    const limit = parts.length === 0 ? LINE_BYTES : LINE_BYTES - 1;
    if (Buffer.byteLength(part + character, 'utf8') > limit) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part].join('\r\n ');
}
