/** Every action of the window, for the palette and for shortcuts. One list: what is not here has no name. */

import { THEMES } from '../../src-shared/desk/default-preferences.ts';
import { LIST_WIDTH } from '../../src-shared/desk/list-width.ts';
import { SECTIONS, type Section } from '../../src-shared/desk/sections.ts';
import { tell } from '../bridge.ts';
import { useCatalogState } from '../catalog/catalog-state.ts';
import { useIssuing } from '../issue/issuing.ts';
import { setPreferences } from '../settings/set-preferences.ts';
import { keepPlace } from '../state/keep-place.ts';
import { useListWidth } from '../state/list-width.ts';
import { usePlace } from '../state/place.ts';
import { useSession } from '../state/session.ts';
import { words } from '../words/set-up-words.ts';
import { useSheet } from './sheet.ts';
import { stepTextSize } from './text-size.ts';

export interface Action {
  readonly id: string;
  readonly label: string;
  /** As it is typed: "Ctrl+L". */
  readonly shortcut?: string;
  readonly run: () => void;
}

const LEAP_PX = 80;
const ISSUE_SECTIONS: ReadonlySet<Section> = new Set(['issued', 'apis', 'owners', 'roles']);

/** What can be done now. */
export function listActions(): readonly Action[] {
  const { facts } = useSession.getState();
  const isServing = facts?.server.state === 'running';
  // What is new follows from where one is: a key of ours, or a secret of somebody else.
  const isAmongIssued = ISSUE_SECTIONS.has(usePlace.getState().section);
  const issueShortcut = isAmongIssued ? 'Mod+N' : 'Mod+Shift+N';
  const addShortcut = isAmongIssued ? 'Mod+Shift+N' : 'Mod+N';
  return [
    { id: 'issue', label: words.t('issue.open'), shortcut: issueShortcut, run: issue },
    { id: 'lock', label: words.t('palette.lock'), shortcut: 'Mod+L', run: lock },
    { id: 'add-entry', label: words.t('palette.addEntry'), shortcut: addShortcut, run: addEntry },
    { id: 'import', label: words.t('palette.import'), run: importFile },
    ...SECTIONS.map((section) => ({
      id: `go-${section}`,
      label: words.t('palette.go', { section: words.t(`shell.${section}`) }),
      ...(section === 'settings' ? { shortcut: 'Mod+,' } : {}),
      run: () => usePlace.getState().go(section),
    })),
    isServing
      ? { id: 'stop-server', label: words.t('palette.stopServer'), run: stopServer }
      : { id: 'start-server', label: words.t('palette.startServer'), run: startServer },
    { id: 'shortcuts', label: words.t('sheet.title'), shortcut: 'Mod+/', run: openSheet },
    { id: 'larger', label: words.t('palette.larger'), shortcut: 'Mod+Plus', run: larger },
    { id: 'smaller', label: words.t('palette.smaller'), shortcut: 'Mod+Minus', run: smaller },
    { id: 'usual-size', label: words.t('palette.usualSize'), shortcut: 'Mod+0', run: usualSize },
    ...listWidthActions(),
    { id: 'clear-clipboard', label: words.t('palette.clearClipboard'), run: clearClipboard },
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      label: words.t('palette.theme', { theme: words.t(`settings.themes.${theme}`) }),
      run: () => setPreferences({ theme }),
    })),
  ];
}

/** The list has a width of its own only beside an open key. */
function listWidthActions(): readonly Action[] {
  if (usePlace.getState().chosenId === null) return [];
  const set = (widthPx: number) => (): void => {
    useListWidth.getState().set(widthPx);
    keepPlace();
  };
  const { widthPx } = useListWidth.getState();
  return [
    { id: 'wider-list', label: words.t('palette.widerList'), run: set(widthPx + LEAP_PX) },
    { id: 'narrower-list', label: words.t('palette.narrowerList'), run: set(widthPx - LEAP_PX) },
    { id: 'usual-list', label: words.t('palette.usualList'), run: set(LIST_WIDTH.usual) },
  ];
}

function openSheet(): void {
  useSheet.getState().open();
}

function larger(): void {
  stepTextSize(1);
}

function smaller(): void {
  stepTextSize(-1);
}

function usualSize(): void {
  stepTextSize(0);
}

function issue(): void {
  useIssuing.getState().open();
}

function lock(): void {
  void useSession.getState().lock();
}

function addEntry(): void {
  usePlace.getState().go('all');
  useCatalogState.getState().open({ kind: 'add' });
}

function importFile(): void {
  usePlace.getState().go('all');
  useCatalogState.getState().open({ kind: 'import', text: '', source: '' });
}

function startServer(): void {
  const port = useSession.getState().facts?.preferences.serverPort ?? 0;
  usePlace.getState().go('server');
  void tell('server:start', { port });
}

function stopServer(): void {
  void tell('server:stop', {});
}

function clearClipboard(): void {
  void tell('clipboard:clear', {});
}
