import { useTranslation } from 'react-i18next';
import { Dialog } from '../design/dialog.tsx';
import { useSession } from '../state/session.ts';
import { listActions } from './actions.ts';
import { useSheet } from './sheet.ts';
import styles from './shortcut-sheet.module.css';
import { shortcutText } from './shortcuts.ts';

interface Line {
  readonly label: string;
  /** As they are written in code; any of them. */
  readonly keys: readonly string[];
  /** Letters alone, which a person may switch off. */
  readonly letters?: readonly string[];
}

/** Every shortcut there is, at one look. Mounted once beside the sections. */
export function ShortcutSheet() {
  const isOpen = useSheet((sheet) => sheet.isOpen);
  return isOpen ? <OpenSheet /> : null;
}

function OpenSheet() {
  const { t } = useTranslation();
  const hasLetters = useSession((s) => s.facts?.preferences.areSingleKeyShortcutsOn ?? true);
  const ofActions = listActions().flatMap(({ label, shortcut }) =>
    shortcut === undefined || shortcut === 'Mod+/' ? [] : [{ label, keys: [shortcut] }],
  );
  const anywhere: readonly Line[] = [
    { label: t('sheet.palette'), keys: ['Mod+K'] },
    { label: t('sheet.thisSheet'), keys: ['Mod+/'], letters: ['?'] },
    { label: t('sheet.undo'), keys: ['Mod+Z'] },
    ...ofActions,
  ];
  const inList: readonly Line[] = [
    { label: t('sheet.search'), keys: ['Mod+F'], letters: ['/'] },
    { label: t('sheet.move'), keys: ['↑', '↓'], letters: ['J', 'K'] },
    { label: t('sheet.ends'), keys: ['Home', 'End'] },
    { label: t('sheet.open'), keys: ['Enter'] },
    { label: t('sheet.close'), keys: ['Esc'] },
    { label: t('sheet.copy'), keys: ['Mod+C'] },
    { label: t('sheet.edit'), keys: ['Mod+E'] },
    { label: t('sheet.trash'), keys: ['Delete'] },
  ];
  return (
    <Dialog
      isOpen
      onClose={() => useSheet.getState().close()}
      width="wide"
      title={t('sheet.title')}
    >
      <div className={styles['columns']}>
        <Lines title={t('sheet.anywhere')} lines={anywhere} hasLetters={hasLetters} />
        <Lines title={t('sheet.inList')} lines={inList} hasLetters={hasLetters} />
      </div>
      {!hasLetters && <p className={styles['note']}>{t('sheet.singlesOff')}</p>}
    </Dialog>
  );
}

interface LinesProps {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly hasLetters: boolean;
}

function Lines({ title, lines, hasLetters }: LinesProps) {
  return (
    <section>
      <h3 className={styles['title']}>{title}</h3>
      <dl className={styles['lines']}>
        {lines.map(({ label, keys, letters = [] }) => (
          <div key={label} className={styles['line']}>
            <dt>{label}</dt>
            <dd>
              {[...keys, ...(hasLetters ? letters : [])].map((key) => (
                <kbd key={key}>{shortcutText(key)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
