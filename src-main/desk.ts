/** Main's parts and what joins them; compose.ts builds it, and what answers the window and the tray works on it. */
import type {
  Destination,
  LockReason,
  MainEvent,
  MainEventData,
} from '../src-shared/desk/main-calls.ts';
import type { ClipboardDesk } from './clipboard-desk.ts';
import type { EngineHost } from './engine-host.ts';
import type { Itinerary } from './links/itinerary.ts';
import type { LoginStartPort } from './login-start/login-start-port.ts';
import type { MainWindow } from './main-window.ts';
import type { WindowPlaceFile } from './place/window-place-file.ts';
import type { PreferencesFile } from './preferences-file.ts';
import type { ReminderDesk } from './reminders/reminder-desk.ts';
import type { ServerHost } from './server-host.ts';
import type { DeskTray } from './tray/desk-tray.ts';
import type { RecentCopies } from './tray/recent-copies.ts';
import type { WindowBadge } from './tray/window-badge.ts';

export interface Reminders {
  readonly desk: ReminderDesk;
  /** To be called whenever the vault said what is due: goes where a notification that was clicked while locked leads. */
  readonly arrive: () => void;
}

export interface Desk {
  readonly window: MainWindow;
  readonly engine: EngineHost;
  readonly server: ServerHost;
  readonly clipboard: ClipboardDesk;
  readonly preferences: PreferencesFile;
  readonly place: WindowPlaceFile;
  readonly loginStart: LoginStartPort;
  readonly itinerary: Itinerary;
  readonly reminders: Reminders;
  readonly copies: RecentCopies;
  readonly badge: WindowBadge;
  /** Null where no icon in a tray would be seen. */
  tray: DeskTray | null;
  isQuitting: boolean;
  /** Brings the window up, there or, after the unlock, on its way there. */
  visit(destination: Destination): void;
  /** Why the vault was locked last in this run. */
  lockedBecause: LockReason | null;
  lock(because: LockReason): Promise<void>;
  tell<Event extends MainEvent>(event: Event, data: MainEventData<Event>): void;
}
