import { useEffect, useState } from 'react';
import { IssueDialog } from '../issue/issue-dialog.tsx';
import { listActions } from '../palette/actions.ts';
import { Palette } from '../palette/palette.tsx';
import { isPressed } from '../palette/shortcuts.ts';
import { usePlace } from '../state/place.ts';
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
      <main className={styles['content']}>{contentOf(section)}</main>
      {isSearching && <Palette onClose={() => setSearching(false)} />}
    </div>
  );
}
