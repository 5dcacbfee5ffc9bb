import { Ban, Clock, History, ScrollText, TriangleAlert, User } from 'lucide-react';
import styles from './consequences.module.css';

const ICONS = {
  stop: Ban,
  use: TriangleAlert,
  quiet: Clock,
  forever: History,
  log: ScrollText,
  owner: User,
} as const;

export interface Consequence {
  readonly kind: keyof typeof ICONS;
  readonly text: string;
}

interface ConsequencesProps {
  readonly title: string;
  readonly items: readonly Consequence[];
}

/** What an act does, listed before it is done. */
export function Consequences({ title, items }: ConsequencesProps) {
  return (
    <section className={styles['list']}>
      <h3>{title}</h3>
      <ul>
        {items.map(({ kind, text }) => {
          const Icon = ICONS[kind];
          return (
            <li key={kind}>
              <Icon aria-hidden="true" />
              {text}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
