import type { ReactNode } from 'react';
import { Bitting } from '../design/bitting.tsx';
import styles from './door-frame.module.css';

/** The quiet page in front of the vault: one thing to do, nothing of what lies behind. */
export function DoorFrame({
  markId,
  children,
}: {
  readonly markId: string;
  readonly children: ReactNode;
}) {
  return (
    <main className={styles['frame']}>
      <div className={styles['card']}>
        <Bitting id={markId} size="large" />
        {children}
      </div>
    </main>
  );
}
