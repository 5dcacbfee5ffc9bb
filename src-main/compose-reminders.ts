/** Builds the reminders and the tray, and joins them to the desk. */
import { readFileSync } from 'node:fs';
import { app, Menu, Notification, nativeImage, Tray } from 'electron';
import type { Destination } from '../src-shared/desk/main-calls.ts';
import type { Desk, Reminders } from './desk.ts';
import { remindersPath } from './desk-places.ts';
import { localTime } from './reminders/local-time.ts';
import { Notices } from './reminders/notices.ts';
import { ReminderDesk } from './reminders/reminder-desk.ts';
import { DeskTray } from './tray/desk-tray.ts';
import { writePrivateFile } from './write-private-file.ts';

const LOOK_EVERY_MS = 30_000;
const SNOOZE_MS = 86_400_000;
/** More stand in the list alone. */
const MOST_NAMED = 5;

type ReminderSurroundings = Pick<Desk, 'preferences'> & {
  readonly visit: (destination: Destination) => void;
  readonly isOpen: () => boolean;
  /** Shows the window where it is. */
  readonly bringUp: () => void;
  readonly onChange: () => void;
};

export function composeReminders({
  preferences,
  visit,
  isOpen,
  bringUp,
  onChange,
}: ReminderSurroundings): Reminders {
  const path = remindersPath(process.env, process.platform);
  let clickedId: string | null = null;
  const notices = new Notices({
    make: (words) => new Notification(words),
    nowMs: () => Date.now(),
    onClick: (notice) => {
      const id = notice?.id ?? null;
      const target = id === null ? null : desk.targetOf(id);
      if (target === null && id !== null && !isOpen()) {
        clickedId = id;
        bringUp();
      } else visit(target ?? { kind: notice?.kind === 'server' ? 'server' : 'due' });
    },
  });
  const desk = new ReminderDesk({
    nowMs: () => Date.now(),
    localTime,
    preferences: () => preferences.now,
    readFile: () => readOrNull(path),
    writeFile: (sealed) => writePrivateFile(path, sealed),
    show: (due, how) => notices.show(due, how),
    onChange,
  });
  const timer = setInterval(() => desk.look(), LOOK_EVERY_MS);
  app.on('quit', () => clearInterval(timer));
  const arrive = (): void => {
    if (clickedId === null) return;
    const target = desk.targetOf(clickedId);
    clickedId = null;
    visit(target ?? { kind: 'due' });
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
      dueThings: desk.reminders.desk.dueThings(MOST_NAMED),
      copies: desk.copies.things,
      isOpen: desk.engine.isOpen,
      isServing: desk.server.state.state === 'running',
    }),
    actions: {
      open: () => desk.window.show(),
      showDue: () => desk.visit({ kind: 'due' }),
      showThing: (target) => desk.visit(target),
      snooze: () => desk.reminders.desk.snooze(null, Date.now() + SNOOZE_MS),
      copyAgain: (thing) => desk.engine.copyAgain(thing),
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
