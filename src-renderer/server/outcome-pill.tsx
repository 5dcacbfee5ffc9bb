import { Ban, Check, Hourglass } from 'lucide-react';
import { classNames } from '../design/class-names.ts';
import styles from './outcome-pill.module.css';

/** The outcome by its own word, which is what programs see; colour and icon only group it. */
export function OutcomePill({ outcome }: { readonly outcome: string }) {
  const tone = outcome === 'valid' ? 'good' : SLOWED.has(outcome) ? 'warn' : 'bad';
  const Icon = { good: Check, warn: Hourglass, bad: Ban }[tone];
  return (
    <span className={classNames(styles['outcome'], styles[tone])}>
      <Icon aria-hidden="true" />
      {outcome}
    </span>
  );
}

const SLOWED: ReadonlySet<string> = new Set(['rate-limited', 'quota-exhausted', 'not-yet-valid']);
