/** Builds the reminders and the tray, and joins them to the desk. */
import { readFileSync, rmSync } from 'node:fs';
import { app, Menu, Notification, nativeImage, Tray } from 'electron';
import type { Destination } from '../src-shared/desk/main-calls.ts';
import type { Desk, Reminders } from './desk.ts';
import { remindersPath } from './desk-places.ts';
import { Notices } from './reminders/notices.ts';
import { type DueNotice, ReminderDesk } from './reminders/reminder-desk.ts';
import { DeskTray } from './tray/desk-tray.ts';
import { writePrivateFile } from './write-private-file.ts';

const LOOK_EVERY_MS = 30_000;
const SNOOZE_MS = 86_400_000;

type ReminderSurroundings = Pick<Desk, 'preferences'> & {
  readonly visit: (destination: Destination) => void;
  readonly onChange: () => void;
};

export function composeReminders({
  preferences,
  visit,
  onChange,
}: ReminderSurroundings): Reminders {
  const path = remindersPath(process.env, process.platform);
  let clickedId: string | null = null;
  const notices = new Notices({
    make: (words) => new Notification(words),
    nowMs: () => Date.now(),
    onClick: (notice) => {
      const entryId = notice === null ? null : entryIdOf(notice);
      clickedId = entryId === null ? (notice?.id ?? null) : null;
      visit(entryId === null ? { kind: 'due' } : { kind: 'entry', id: entryId });
    },
  });
  const desk = new ReminderDesk({
    nowMs: () => Date.now(),
    localMinute: (atMs) => new Date(atMs).getHours() * 60 + new Date(atMs).getMinutes(),
    preferences: () => preferences.now,
    readFile: () => readOrNull(path),
    writeFile: (sealed) => writePrivateFile(path, sealed),
    removeFile: () => rmSync(path, { force: true }),
    show: (due) => notices.show(due),
    onChange,
  });
  const entryIdOf = ({ id, entryId }: DueNotice): string | null => entryId ?? desk.entryIdOf(id);
  const timer = setInterval(() => desk.look(), LOOK_EVERY_MS);
  app.on('quit', () => clearInterval(timer));
  const arrive = (): void => {
    const id = clickedId === null ? null : desk.entryIdOf(clickedId);
    clickedId = null;
    if (id !== null) visit({ kind: 'entry', id });
  };
  return { desk, arrive };
}

export function composeTray(desk: Desk): DeskTray {
  return new DeskTray({
    open: (image) => new Tray(image),
    makeImage: (png) => nativeImage.createFromBuffer(png, { scaleFactor: 2 }),
    makeMenu: (template) => Menu.buildFromTemplate(template),
    facts: () => ({
      ...desk.reminders.desk.counts,
      isOpen: desk.engine.isOpen,
      isServing: desk.server.state.state === 'running',
    }),
    actions: {
      open: () => desk.window.show(),
      showDue: () => desk.visit({ kind: 'due' }),
      snooze: () => desk.reminders.desk.snooze(Date.now() + SNOOZE_MS),
      lock: () => void desk.lock('asked'),
      startServer: () => void desk.server.start(desk.preferences.now.serverPort),
      stopServer: () => void desk.server.stop(),
      quit: () => app.quit(),
    },
  });
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
