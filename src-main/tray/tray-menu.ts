/** What the tray says and offers. Names only while the vault is open: locked it shows counts, as does its menu. */
import type { MenuItemConstructorOptions } from 'electron';
import type { CopiedThing } from '../../src-shared/desk/engine-control.ts';
import type { DueCounts, DueThing } from '../reminders/due-lists.ts';
import type { TrayState } from './tray-icon.ts';

export interface TrayFacts extends DueCounts {
  readonly isOpen: boolean;
  readonly isServing: boolean;
  /** The most pressing by name; none while locked. */
  readonly dueThings: readonly DueThing[];
  /** Newest first; none while locked. */
  readonly copies: readonly CopiedThing[];
}

export interface TrayActions {
  readonly open: () => void;
  readonly showDue: () => void;
  readonly showThing: (target: DueThing['target']) => void;
  readonly snooze: () => void;
  readonly copyAgain: (thing: CopiedThing) => void;
  readonly lock: () => void;
  readonly startServer: () => void;
  readonly stopServer: () => void;
  readonly quit: () => void;
}

type Items = MenuItemConstructorOptions[];
const LONGEST_NAME = 40;

export function trayState({ due, overdue, isServing, isOpen }: TrayFacts): TrayState {
  if (overdue > 0) return 'overdue';
  if (due > 0) return 'due';
  if (isServing) return 'serving';
  return isOpen ? 'ok' : 'locked';
}

export function trayTip(facts: TrayFacts): string {
  const parts = [
    facts.isOpen ? 'unlocked' : 'locked',
    ...countWords(facts),
    ...(facts.isServing ? ['serving'] : []),
  ];
  return `Keywright: ${parts.join(', ')}`;
}

export function trayMenu(facts: TrayFacts, actions: TrayActions): Items {
  const { isOpen, isServing } = facts;
  return [
    { id: 'open', label: 'Open Keywright', click: actions.open },
    { type: 'separator' },
    ...dueItems(facts, actions),
    { type: 'separator' },
    ...copyItems(facts, actions),
    isServing
      ? { id: 'server', label: 'Stop the server', click: actions.stopServer }
      : { id: 'server', label: 'Start the server', click: actions.startServer },
    { id: 'lock', label: 'Lock', enabled: isOpen, click: actions.lock },
    { type: 'separator' },
    { id: 'quit', label: 'Quit', click: actions.quit },
  ];
}

function dueItems(facts: TrayFacts, actions: TrayActions): Items {
  const words = countWords(facts);
  const label = words.length === 0 ? 'Nothing is due' : `${words.join(', ')}…`;
  const named = facts.dueThings.map(({ name, target }, index) => ({
    id: `due-${index}`,
    label: labelOf(name),
    click: () => actions.showThing(target),
  }));
  return [
    { id: 'due', label, enabled: words.length > 0, click: actions.showDue },
    ...named,
    ...(facts.due + facts.overdue > 0
      ? [{ id: 'snooze', label: 'Remind me tomorrow', click: actions.snooze }]
      : []),
  ];
}

function copyItems({ copies }: TrayFacts, actions: TrayActions): Items {
  if (copies.length === 0) return [];
  const submenu = copies.map((thing, index) => ({
    id: `copy-${index}`,
    label: labelOf(thing.name),
    click: () => actions.copyAgain(thing),
  }));
  return [{ id: 'copies', label: 'Copy again', submenu }, { type: 'separator' }];
}

/** An ampersand would underline the next letter. */
function labelOf(name: string): string {
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  return short.replaceAll('&', '&&');
}

function countWords({ due, overdue, snoozed }: DueCounts): string[] {
  return [
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(due > 0 ? [`${due} due`] : []),
    ...(snoozed > 0 ? [`${snoozed} put off`] : []),
  ];
}
