/** What the tray says and offers. Counts only: a locked vault shows no names, and neither does its menu. */
import type { MenuItemConstructorOptions } from 'electron';
import type { DueCounts } from '../reminders/reminder-desk.ts';
import type { TrayState } from './tray-icon.ts';

export interface TrayFacts extends DueCounts {
  readonly isOpen: boolean;
  readonly isServing: boolean;
}

export interface TrayActions {
  readonly open: () => void;
  readonly showDue: () => void;
  readonly snooze: () => void;
  readonly lock: () => void;
  readonly startServer: () => void;
  readonly stopServer: () => void;
  readonly quit: () => void;
}

export function trayState({ due, overdue, isServing }: TrayFacts): TrayState {
  if (overdue > 0) return 'overdue';
  if (due > 0) return 'due';
  return isServing ? 'serving' : 'ok';
}

export function trayTip(facts: TrayFacts): string {
  const parts = [
    facts.isOpen ? 'unlocked' : 'locked',
    ...(facts.overdue > 0 ? [`${facts.overdue} overdue`] : []),
    ...(facts.due > 0 ? [`${facts.due} due`] : []),
    ...(facts.isServing ? ['serving'] : []),
  ];
  return `Keywright: ${parts.join(', ')}`;
}

export function trayMenu(facts: TrayFacts, actions: TrayActions): MenuItemConstructorOptions[] {
  const { due, overdue, isOpen, isServing } = facts;
  const isAnythingDue = due + overdue > 0;
  const dueItems: MenuItemConstructorOptions[] = [
    { id: 'due', label: dueLabel(facts), enabled: isAnythingDue, click: actions.showDue },
    ...(isAnythingDue
      ? [{ id: 'snooze', label: 'Remind me tomorrow', click: actions.snooze }]
      : []),
  ];
  return [
    { id: 'open', label: 'Open Keywright', click: actions.open },
    { type: 'separator' },
    ...dueItems,
    { type: 'separator' },
    isServing
      ? { id: 'server', label: 'Stop the server', click: actions.stopServer }
      : { id: 'server', label: 'Start the server', click: actions.startServer },
    { id: 'lock', label: 'Lock', enabled: isOpen, click: actions.lock },
    { type: 'separator' },
    { id: 'quit', label: 'Quit', click: actions.quit },
  ];
}

function dueLabel({ due, overdue }: TrayFacts): string {
  const parts = [
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(due > 0 ? [`${due} due`] : []),
  ];
  return parts.length === 0 ? 'Nothing is due' : `${parts.join(', ')}…`;
}
