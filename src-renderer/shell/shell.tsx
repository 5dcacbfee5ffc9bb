import { useEffect, useState } from 'react';
import { useUndo } from '../design/toasts.tsx';
import { IssueDialog } from '../issue/issue-dialog.tsx';
import { listActions } from '../palette/actions.ts';
import { isBehindDialog, isTyping } from '../palette/page-stance.ts';
import { Palette } from '../palette/palette.tsx';
import { useSheet } from '../palette/sheet.ts';
import { ShortcutSheet } from '../palette/shortcut-sheet.tsx';
import { isPressed } from '../palette/shortcuts.ts';
import { usePlace } from '../state/place.ts';
import { useSession } from '../state/session.ts';
import { contentOf } from './section-content.tsx';
import styles from './shell.module.css';
import { Sidebar } from './sidebar.tsx';

/** The window behind the door: where one can go, and what is there. */
export function Shell() {
  const section = usePlace((place) => place.section);
  const [isSearching, setSearching] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isPressed(event, 'Mod+K')) {
        event.preventDefault();
        setSearching(true);
        return;
      }
      const isFree = !isTyping(event.target) && !isBehindDialog();
      if (isFree && isPressed(event, 'Mod+Z')) {
        event.preventDefault();
        useUndo.getState().run();
        return;
      }
      if (isFree && event.key === '?' && hasLetters()) {
        event.preventDefault();
        useSheet.getState().open();
        return;
      }
      const action = listActions().find(
        ({ shortcut }) => shortcut !== undefined && isPressed(event, shortcut),
      );
      if (action === undefined) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return (
    <div className={styles['shell']}>
      <Sidebar onSearch={() => setSearching(true)} />
      <IssueDialog />
      <ShortcutSheet />
      <main className={styles['content']}>{contentOf(section)}</main>
      {isSearching && <Palette onClose={() => setSearching(false)} />}
    </div>
  );
}

function hasLetters(): boolean {
  return useSession.getState().facts?.preferences.areSingleKeyShortcutsOn ?? true;
}
