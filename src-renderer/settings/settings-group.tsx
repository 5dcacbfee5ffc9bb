import type { ReactNode } from 'react';
import styles from './settings-group.module.css';

interface SettingsGroupProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}

export function SettingsGroup({ title, text, children }: SettingsGroupProps) {
  return (
    <section className={styles['group']}>
      <h2>{title}</h2>
      <div className={styles['items']}>
        {children}
        {text !== undefined && <p className={styles['text']}>{text}</p>}
      </div>
    </section>
  );
}
