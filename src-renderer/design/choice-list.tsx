import { type ReactNode, useId } from 'react';
import styles from './choice-list.module.css';
import { classNames } from './class-names.ts';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  /** A second, quieter line; `rows` only. */
  readonly text?: ReactNode;
  readonly icon?: ReactNode;
}

interface ChoiceListProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** `pills` stand side by side. */
  readonly layout?: 'rows' | 'pills';
  readonly isLabelHidden?: boolean;
  readonly hasFocus?: boolean;
}

/** One of a few, all of them seen at once. Arrow keys move; Enter sends the form. */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>) {
  const { label, choices, value, onChange, layout = 'rows', isLabelHidden = false } = props;
  const group = useId();
  const focused = value ?? choices[0]?.value;
  return (
    <fieldset className={styles['group']}>
      <legend className={classNames(styles['label'], isLabelHidden && 'visually-hidden')}>
        {label}
      </legend>
      <div className={styles[layout]}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles['choice']}>
            <input
              type="radio"
              name={group}
              className={styles['input']}
              checked={choice.value === value}
              autoFocus={props.hasFocus === true && choice.value === focused}
              onChange={() => onChange(choice.value)}
            />
            {choice.icon}
            <span className={styles['words']}>
              <span className={styles['name']}>{choice.label}</span>
              {choice.text !== undefined && <span className={styles['text']}>{choice.text}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
