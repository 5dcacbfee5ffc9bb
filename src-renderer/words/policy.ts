/** How old a secret may become. */
export const policy = {
  age: 'Rotate every',
  noAge: 'No maximum age',
  days: '{{count}} day',
  days_other: '{{count}} days',
  leadDays: 'Remind, days before',
  leadDaysDefault: 'As in Settings',
  leadDaysFault: 'Reminders are whole days from 0 to 365, at most eight of them: 30, 7, 1',
  due: 'due',
  set: 'Set an age',
  change: 'Change how old the keys of {{name}} may become',
  ofApi: 'Keys of “{{name}}”',
  ofApiText: 'A key is due this long after its last rotation, or at its expiry if that is sooner.',
} as const;
