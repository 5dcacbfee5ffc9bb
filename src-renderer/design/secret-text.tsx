import { classNames } from './class-names.ts';
import styles from './secret-text.module.css';

/** A key or what may be shown of one: in mono, its digits set apart so that 0 and O, 1 and l differ at a glance. */
export function SecretText({
  text,
  className,
}: {
  readonly text: string;
  readonly className?: string | undefined;
}) {
  const parts = text.match(/\d+|\D+/g) ?? [];
  return (
    <span className={classNames('mono', styles['secret'], className)}>
      {parts.map((part, index) => (
        <span key={`${index}`} className={/^\d/.test(part) ? styles['digit'] : undefined}>
          {part}
        </span>
      ))}
    </span>
  );
}
