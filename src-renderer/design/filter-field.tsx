import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import styles from './filter-field.module.css';

interface FilterFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** How much is left, said aloud while one types. */
  readonly count: string;
  readonly input?: Ref<HTMLInputElement>;
  /** The shortcut that leads here; null: there is none. */
  readonly shortcut?: string | null;
}

/** Narrows what is on the page. Escape empties it. */
export function FilterField(props: FilterFieldProps) {
  const { label, value, onChange, count, input, shortcut = null } = props;
  const { t } = useTranslation();
  const id = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || value === '') return;
    event.preventDefault();
    event.stopPropagation();
    onChange('');
  };
  return (
    <div className={styles['frame']}>
      <Search aria-hidden="true" className={styles['glass']} />
      <input
        ref={input}
        id={id}
        type="search"
        className={styles['input']}
        aria-label={label}
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        maxLength={80}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === '' ? (
        shortcut !== null && <kbd className={styles['key']}>{shortcut}</kbd>
      ) : (
        <IconButton label={t('common.clearSearch')} onClick={() => onChange('')}>
          <X />
        </IconButton>
      )}
      <span role="status" className="visually-hidden">
        {value === '' ? '' : count}
      </span>
    </div>
  );
}
