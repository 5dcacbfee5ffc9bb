import { FlaskConical, Radio, Wrench } from 'lucide-react';
import { classNames } from './class-names.ts';
import styles from './environment.module.css';

// Made once: a list that fills its rows anew finds them unchanged.
const LIVE = <Radio aria-hidden="true" />;
const TEST = <FlaskConical aria-hidden="true" />;
const OTHER = <Wrench aria-hidden="true" />;

/** Where a key works, as icon, word and colour. Names are the person's own: the usual ones are known, the others look alike. */
export function Environment({ name }: { readonly name: string }) {
  const isLive = /^(live|prod|production)$/.test(name);
  const isTest = /^(test|testing|sandbox|staging)$/.test(name);
  return (
    <span
      className={classNames(
        styles['environment'],
        isLive && styles['live'],
        isTest && styles['test'],
      )}
    >
      {isLive ? LIVE : isTest ? TEST : OTHER}
      {name}
    </span>
  );
}
