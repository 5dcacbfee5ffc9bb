import { expect, it } from 'vitest';
import { minuteOf, timeText } from '../../../src-renderer/settings/day-minutes.ts';

it('a time of the day is read as it is shown, and nothing else is one', () => {
  for (let minute = 0; minute < 1_440; minute += 1) {
    expect(minuteOf(timeText(minute))).toBe(minute);
  }
  expect(timeText(545)).toBe('09:05');
  for (const text of ['', '9:05', '24:00', '12:60', '12:3', '12:30:00']) {
    expect(minuteOf(text)).toBeNull();
  }
});
