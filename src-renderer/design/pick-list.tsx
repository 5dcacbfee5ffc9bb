import type { ReactNode } from 'react';
import styles from './choice-list.module.css';

interface Pick {
  readonly value: string;
  readonly label: ReactNode;
  readonly text?: ReactNode;
}

interface PickListProps {
  readonly label: string;
  readonly picks: readonly Pick[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly hasFocus?: boolean;
}

/** Any number out of a few, all of them seen at once. */
export function PickList({ label, picks, chosen, onChange, hasFocus = false }: PickListProps) {
  const toggle = (value: string, isChosen: boolean): void =>
    onChange(isChosen ? [...chosen, value] : chosen.filter((other) => other !== value));
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['label']}>{label}</legend>
      <div className={styles['rows']}>
        {picks.map(({ value, label: name, text }, index) => (
          <label key={value} className={styles['choice']}>
            <input
              type="checkbox"
              className={styles['input']}
              checked={chosen.includes(value)}
              autoFocus={hasFocus && index === 0}
              onChange={(event) => toggle(value, event.target.checked)}
            />
            <span className={styles['words']}>
              <span className={styles['name']}>{name}</span>
              {text !== undefined && <span className={styles['text']}>{text}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
