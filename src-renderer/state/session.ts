/** Where the window stands: behind the door or in front of it, and what main says of the desk. Plain store; React only reads it. */
import { create } from 'zustand';
import type { EngineStatus } from '../../src-shared/contract/engine-answers.ts';
import type { DoorView } from '../../src-shared/desk/door-answers.ts';
import type { DeskFacts, ServerState } from '../../src-shared/desk/main-calls.ts';
import type { PreferencesChange } from '../../src-shared/desk/preferences.ts';
import type { RemindersView } from '../../src-shared/desk/reminders-view.ts';
import { ask, tell } from '../bridge.ts';
import { keepPlace } from './keep-place.ts';
import { useListWidth } from './list-width.ts';
import { goTo, usePlace } from './place.ts';
import { PreferenceChanges } from './preference-changes.ts';

interface Session {
  readonly door: DoorView | null;
  readonly facts: DeskFacts | null;
  /** Null while locked. */
  readonly status: EngineStatus | null;
  /** The first run goes on after the vault was made. */
  readonly isFirstRun: boolean;
  readonly clipboardClearsAtMs: number | null;
  readonly look: () => Promise<void>;
  readonly entered: (status: EngineStatus) => void;
  readonly finishFirstRun: () => void;
  readonly lock: () => Promise<void>;
  readonly heardServer: (server: ServerState) => void;
  readonly heardReminders: (reminders: RemindersView) => void;
}

let changes: PreferenceChanges | null = null;

export const useSession = create<Session>()((set, get) => ({
  door: null,
  facts: null,
  status: null,
  isFirstRun: false,
  clipboardClearsAtMs: null,
  look: async () => {
    await Promise.all([
      tell('desk:facts', {}).then(hearFacts),
      ask('door:look', {}).then((door) => {
        set({ door, isFirstRun: get().isFirstRun || door.vault === 'absent' });
      }),
    ]);
  },
  entered: (status) => set({ status }),
  finishFirstRun: () => set({ isFirstRun: false }),
  lock: async () => {
    await tell('desk:lock', {});
  },
  heardServer: (server) => {
    const { facts } = get();
    if (facts !== null) set({ facts: { ...facts, server } });
  },
  heardReminders: (reminders) => {
    const { facts } = get();
    if (facts !== null) set({ facts: { ...facts, reminders } });
  },
}));

function hearFacts(facts: DeskFacts): void {
  if (useSession.getState().facts === null) comeBack(facts);
  changes ??= new PreferenceChanges(facts.preferences);
  changes.hear(facts.preferences);
  useSession.setState({ facts: { ...facts, preferences: changes.now } });
}

/** The page begins where the one before it was left. */
function comeBack({ place }: DeskFacts): void {
  usePlace.setState({ section: place.section });
  useListWidth.setState({ widthPx: place.listWidthPx });
}

/** Listens to main for as long as the window lives. */
export function followMain(): void {
  const { onMain } = window.keywright;
  usePlace.subscribe(({ section }, before) => {
    if (section !== before.section) keepPlace();
  });
  onMain('desk:go', goTo);
  onMain('server:changed', (server) => useSession.getState().heardServer(server));
  onMain('reminders:changed', (view) => useSession.getState().heardReminders(view));
  onMain('clipboard:changed', ({ clearsAtMs }) => {
    useSession.setState({ clipboardClearsAtMs: clearsAtMs });
  });
  onMain('preferences:changed', (preferences) => {
    changes?.hear(preferences);
    showPreferences();
  });
}

/** Shown at once, and taken back where main refuses it. Throws what main says. */
export async function changePreferences(change: PreferencesChange): Promise<void> {
  changes?.begin(change);
  showPreferences();
  try {
    const preferences = await tell('preferences:set', change);
    changes?.hear(preferences);
  } finally {
    changes?.end(change);
    showPreferences();
  }
}

function showPreferences(): void {
  const { facts } = useSession.getState();
  if (facts === null || changes === null) return;
  useSession.setState({ facts: { ...facts, preferences: changes.now } });
}
