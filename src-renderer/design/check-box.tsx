import { Checkbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import styles from './check-box.module.css';

interface CheckBoxProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly isDisabled?: boolean;
}

export function CheckBox({ label, isChecked, onChange, isDisabled = false }: CheckBoxProps) {
  return (
    <label className={styles['row']}>
      <Checkbox.Root
        className={styles['box']}
        checked={isChecked}
        disabled={isDisabled}
        onCheckedChange={onChange}
      >
        <Checkbox.Indicator className={styles['mark']}>
          <Check />
        </Checkbox.Indicator>
      </Checkbox.Root>
      {label}
    </label>
  );
}
