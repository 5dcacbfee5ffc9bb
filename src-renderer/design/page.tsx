import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** One sentence on what is here. */
  readonly text?: string;
  /** Buttons at the right of the head, the main one last. */
  readonly actions?: ReactNode;
  readonly width?: 'full' | 'reading';
  readonly children: ReactNode;
}

/** A section of the window: its name, what one can do, and the rest scrolls. */
export function Page({ title, text, actions, width = 'full', children }: PageProps) {
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <div>
          <h1 className={styles['title']}>{title}</h1>
          {text !== undefined && <p className={styles['text']}>{text}</p>}
        </div>
        <div className={styles['actions']}>{actions}</div>
      </header>
      <div
        className={classNames(styles['body'], width === 'reading' && styles['reading'])}
        tabIndex={-1}
      >
        {children}
      </div>
    </div>
  );
}
