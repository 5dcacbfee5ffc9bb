import {
  Bell,
  CalendarClock,
  Globe,
  KeyRound,
  Layers,
  LibraryBig,
  Lock,
  ScrollText,
  Search,
  Server,
  Settings,
  ShieldCheck,
  Trash2,
  Users,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Section } from '../../src-shared/desk/sections.ts';
import { SavedViewItems } from '../catalog/saved-view-items.tsx';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { usePlace } from '../state/place.ts';
import { useSession } from '../state/session.ts';
import styles from './sidebar.module.css';

const GROUPS: readonly {
  readonly name: 'keys' | 'store' | 'desk';
  readonly sections: readonly (readonly [Section, typeof Lock])[];
}[] = [
  {
    name: 'keys',
    sections: [
      ['all', Layers],
      ['issued', KeyRound],
      ['third-party', Globe],
      ['due', CalendarClock],
      ['trash', Trash2],
    ],
  },
  {
    name: 'store',
    sections: [
      ['apis', LibraryBig],
      ['owners', Users],
      ['roles', ShieldCheck],
      ['audit', ScrollText],
    ],
  },
  {
    name: 'desk',
    sections: [
      ['server', Server],
      ['inbox', Bell],
      ['settings', Settings],
    ],
  },
];

interface SidebarProps {
  readonly onSearch: () => void;
}

export function Sidebar({ onSearch }: SidebarProps) {
  const { t } = useTranslation();
  const section = usePlace((place) => place.section);
  const { go } = usePlace.getState();
  const counts = useCounts();
  const isServing = useSession((session) => session.facts?.server.state === 'running');
  return (
    <nav className={styles['sidebar']} aria-label={t('shell.navigation')}>
      <button type="button" className={styles['search']} onClick={onSearch}>
        <Search aria-hidden="true" />
        <span>{t('shell.search')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className={styles['groups']}>
        {GROUPS.map(({ name, sections }) => (
          <section key={name}>
            <h2 className={styles['heading']}>{t(`shell.${name}`)}</h2>
            <ul>
              {sections.map(([id, Icon]) => (
                <li key={id}>
                  <button
                    type="button"
                    className={classNames(styles['item'], id === section && styles['current'])}
                    aria-current={id === section ? 'page' : undefined}
                    onClick={() => go(id)}
                  >
                    <Icon aria-hidden="true" />
                    <span>{t(`shell.${id}`)}</span>
                    {id === 'server' && isServing && <i className={styles['on']} />}
                    {counts[id] !== undefined && (
                      <Count count={counts[id]} isNew={id === 'inbox'} />
                    )}
                  </button>
                </li>
              ))}
              {name === 'keys' && <SavedViewItems />}
            </ul>
          </section>
        ))}
      </div>
      <Button look="quiet" icon={<Lock />} onClick={() => void useSession.getState().lock()}>
        {t('shell.lock')}
      </Button>
    </nav>
  );
}

/** What waits in a section; sections without any are left out. */
function useCounts(): Readonly<Partial<Record<Section, number>>> {
  const reminders = useSession((session) => session.facts?.reminders);
  const unread = reminders?.inbox.filter(({ isRead }) => !isRead).length ?? 0;
  const pressing = reminders?.pressing ?? 0;
  return {
    ...(pressing === 0 ? {} : { due: pressing }),
    ...(unread === 0 ? {} : { inbox: unread }),
  };
}

function Count({ count, isNew }: { readonly count: number; readonly isNew: boolean }) {
  return (
    <b className={classNames(styles['waiting'], isNew && styles['new'])} aria-hidden="true">
      {count}
    </b>
  );
}
