import { Dialog as Base } from '@base-ui/react/dialog';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderRows, type Row } from '../catalog/rows.ts';
import { useEntries } from '../catalog/use-entries.ts';
import { Bitting } from '../design/bitting.tsx';
import { classNames } from '../design/class-names.ts';
import { usePlace } from '../state/place.ts';
import { type Action, listActions } from './actions.ts';
import { matchScore } from './match-words.ts';
import styles from './palette.module.css';
import { shortcutText } from './shortcuts.ts';

const MOST = 12;

/** Every action and every key by name: type, choose with the arrows, Enter. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { found, findNow } = useFound(typed);
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    onClose();
    choice.run();
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step === undefined) run(findNow === null ? chosen : findNow()[0]);
    else setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
  };
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles['veil']} />
        <Base.Popup className={styles['palette']} aria-label={t('palette.label')}>
          <input
            className={styles['input']}
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={chosen === undefined ? undefined : `palette-${chosen.id}`}
            aria-label={t('palette.label')}
            placeholder={t('palette.placeholder')}
            value={typed}
            autoFocus
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={press}
          />
          <Choices found={found} chosen={chosen} onPoint={setAt} onRun={run} />
          {found.length === 0 && <p className={styles['none']}>{t('palette.none')}</p>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface ChoicesProps {
  readonly found: readonly Choice[];
  readonly chosen: Choice | undefined;
  readonly onPoint: (index: number) => void;
  readonly onRun: (choice: Choice) => void;
}

function Choices({ found, chosen, onPoint, onRun }: ChoicesProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <ul
      id="palette-list"
      ref={list}
      role="listbox"
      aria-label={t('palette.label')}
      className={styles['list']}
    >
      {found.map((choice, index) => (
        <li
          key={choice.id}
          id={`palette-${choice.id}`}
          role="option"
          aria-selected={choice === chosen}
          className={classNames(styles['choice'], choice === chosen && styles['chosen'])}
          onPointerMove={() => onPoint(index)}
          onClick={() => onRun(choice)}
        >
          {choice.markId !== undefined && <Bitting id={choice.markId} />}
          <span>{choice.label}</span>
          {choice.shortcut !== undefined && <kbd>{shortcutText(choice.shortcut)}</kbd>}
        </li>
      ))}
    </ul>
  );
}

interface Choice extends Action {
  /** Set for a key: what its small drawing is made of. */
  readonly markId?: string;
}

interface Found {
  readonly found: readonly Choice[];
  /** For whoever cannot wait until the list has caught up with what is typed; null: it has. */
  readonly findNow: (() => readonly Choice[]) | null;
}

function useFound(typed: string): Found {
  const { rows } = useEntries('live');
  const wanted = useDeferredValue(typed);
  const found = useMemo(() => findChoices(wanted, rows ?? []), [rows, wanted]);
  return { found, findNow: wanted === typed ? null : () => findChoices(typed, rows ?? []) };
}

function findChoices(wanted: string, rows: readonly Row[]): readonly Choice[] {
  const byUse = wanted === '' ? [] : orderRows(rows, { by: 'used', isReversed: false });
  const candidates = [
    ...byUse.map((row) => ({ label: row.view.name, choice: () => choiceOf(row) })),
    ...listActions().map((action) => ({ label: action.label, choice: (): Choice => action })),
  ];
  return candidates
    .flatMap(({ label, choice }) => {
      const score = matchScore(label, wanted);
      return score === null ? [] : [{ choice, score }];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ choice }) => choice());
}

function choiceOf({ id, view }: Row): Choice {
  const run = (): void => usePlace.getState().go('all', id);
  return { id: `entry-${id}`, label: view.name, markId: id, run };
}
