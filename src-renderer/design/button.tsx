import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` is the one thing to do next; at most one on a screen. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'regular' | 'large' | 'small';
  readonly icon?: ReactNode;
  /** Work is under way: the button says so and takes no second press. */
  readonly isBusy?: boolean;
}

export function Button(props: ButtonProps) {
  const { look = 'plain', size = 'regular', icon, isBusy = false, children, ...rest } = props;
  const { className, disabled, ...others } = rest;
  return (
    <button
      type="button"
      {...others}
      className={classNames(styles['button'], styles[look], styles[size], className)}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy || undefined}
    >
      {isBusy ? <span className={styles['spinner']} aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** Said to assistive technology and shown on hover. */
  readonly label: string;
}

export function IconButton({ label, children, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={classNames(styles['button'], styles['quiet'], styles['iconOnly'], className)}
    >
      {children}
    </button>
  );
}
