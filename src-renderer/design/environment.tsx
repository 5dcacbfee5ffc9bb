import { FlaskConical, Radio, Wrench } from 'lucide-react';
import { classNames } from './class-names.ts';
import styles from './environment.module.css';

/** Where a key works, as icon, word and colour. Names are the person's own: the usual ones are known, the others look alike. */
export function Environment({ name }: { readonly name: string }) {
  const isLive = /^(live|prod|production)$/.test(name);
  const isTest = /^(test|testing|sandbox|staging)$/.test(name);
  const Icon = isLive ? Radio : isTest ? FlaskConical : Wrench;
  return (
    <span
      className={classNames(
        styles['environment'],
        isLive && styles['live'],
        isTest && styles['test'],
      )}
    >
      <Icon aria-hidden="true" />
      {name}
    </span>
  );
}
