import { describe, expect, it } from 'vitest';
import { type CalendarMoment, formatCalendar } from '../../../src-core/calendar/calendar-file.ts';

const AT_MS = Date.UTC(2027, 2, 12, 8, 30);
const moment = (facts: Partial<CalendarMoment>): CalendarMoment => ({
  uid: 'a1',
  atMs: AT_MS,
  title: 'Rotate a key',
  url: null,
  ...facts,
});

/** As RFC 5545 unfolds and unescapes. */
function readTitle(text: string): string {
  const line = text.replaceAll('\r\n ', '').split('\r\n');
  const title = line.find((one) => one.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length) ?? '';
  return title.replaceAll(/\\([\\;,n])/g, (_all, one: string) => (one === 'n' ? '\n' : one));
}

describe('a calendar file', () => {
  it('is that of the standard, to the byte', () => {
    expect(formatCalendar([moment({})], AT_MS - 1)).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Keywright//Keywright//EN',
        'CALSCALE:GREGORIAN',
        'METHOD:PUBLISH',
        'BEGIN:VEVENT',
        'UID:a1@keywright',
        'DTSTAMP:20270312T082959Z',
        'DTSTART:20270312T083000Z',
        'SUMMARY:Rotate a key',
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    'Stripe, live; \\o/',
    'two\nlines',
    'a name of more than seventy-five bytes that has to go on in the next line, and one more'.repeat(
      2,
    ),
    'Schlüssel für Ärger 🔑'.repeat(8),
  ])('holds the title %j whole, in lines of at most 75 bytes', (title) => {
    const text = formatCalendar([moment({ title })], AT_MS);
    expect(readTitle(text)).toBe(title);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line, 'utf8')).toBeLessThanOrEqual(75);
    }
  });

  it('takes no line of its own from a title', () => {
    const text = formatCalendar([moment({ title: 'x\r\nATTACH:https://example.com' })], AT_MS);
    expect(text).not.toMatch(/^ATTACH/m);
  });
});
