import type { ReactNode } from 'react';
import { Bitting } from '../design/bitting.tsx';
import styles from './door-frame.module.css';

/** The quiet page in front of the vault: one thing to do, nothing of what lies behind. */
export function DoorFrame({
  markId,
  children,
}: {
  /** Null: not known yet; its place is kept. */
  readonly markId: string | null;
  readonly children: ReactNode;
}) {
  return (
    <main className={styles['frame']}>
      <div className={styles['card']}>
        <div className={styles['mark']}>
          {markId !== null && <Bitting id={markId} size="large" />}
        </div>
        {children}
      </div>
    </main>
  );
}
