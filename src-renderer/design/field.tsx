import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value, and how to mend it; null or left out: nothing. */
  readonly fault?: string | null;
  readonly isLabelHidden?: boolean;
}

type TextFieldProps = FieldProps & ComponentProps<'input'> & { readonly isMono?: boolean };

export function TextField(props: TextFieldProps) {
  const { label, hint, fault = null, isLabelHidden = false, isMono = false, ...input } = props;
  const id = useId();
  return (
    <Framed id={id} label={label} hint={hint} fault={fault} isLabelHidden={isLabelHidden}>
      <input
        autoComplete="off"
        spellCheck={false}
        {...input}
        id={id}
        className={classNames(styles['input'], isMono && 'mono', input.className)}
        aria-invalid={fault !== null || undefined}
        aria-describedby={`${id}-note`}
      />
    </Framed>
  );
}

type TextAreaProps = FieldProps & ComponentProps<'textarea'>;

export function TextArea(props: TextAreaProps) {
  const { label, hint, fault = null, isLabelHidden = false, ...area } = props;
  const id = useId();
  return (
    <Framed id={id} label={label} hint={hint} fault={fault} isLabelHidden={isLabelHidden}>
      <textarea
        spellCheck={false}
        {...area}
        id={id}
        className={classNames(styles['input'], styles['area'], area.className)}
        aria-invalid={fault !== null || undefined}
        aria-describedby={`${id}-note`}
      />
    </Framed>
  );
}

/** A secret being typed: masked until asked, never remembered by the browser, pasting allowed. */
export function PasswordField(props: TextFieldProps) {
  const { label, hint, fault = null, isLabelHidden = false, isMono: _isMono, ...input } = props;
  const { t } = useTranslation();
  const id = useId();
  const [isShown, setShown] = useState(false);
  const [hasCapsLock, setCapsLock] = useState(false);
  return (
    <Framed
      id={id}
      label={label}
      hint={hasCapsLock ? t('common.capsLock') : hint}
      fault={fault}
      isLabelHidden={isLabelHidden}
    >
      <span className={styles['withButton']}>
        <input
          autoComplete="off"
          spellCheck={false}
          {...input}
          id={id}
          type={isShown ? 'text' : 'password'}
          className={classNames(styles['input'], isShown && 'mono', input.className)}
          aria-invalid={fault !== null || undefined}
          aria-describedby={`${id}-note`}
          onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
        />
        <IconButton
          disabled={input.disabled}
          label={t(isShown ? 'common.hide' : 'common.reveal')}
          aria-pressed={isShown}
          className={styles['inside']}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff /> : <Eye />}
        </IconButton>
      </span>
    </Framed>
  );
}

interface FramedProps extends Required<Omit<FieldProps, 'hint'>> {
  readonly id: string;
  readonly hint: ReactNode;
  readonly children: ReactNode;
}

function Framed({ id, label, hint, fault, isLabelHidden, children }: FramedProps) {
  return (
    <div className={styles['field']}>
      <label
        htmlFor={id}
        className={classNames(styles['label'], isLabelHidden && 'visually-hidden')}
      >
        {label}
      </label>
      {children}
      <p
        id={`${id}-note`}
        className={fault === null ? styles['hint'] : styles['fault']}
        role="status"
      >
        {fault ?? hint}
      </p>
    </div>
  );
}
