import styles from './bitting.module.css';
import { classNames } from './class-names.ts';
import { cutsOf } from './cuts.ts';

interface BittingProps {
  /** Version id; an entry's id for a key of somebody else. */
  readonly id: string;
  readonly tone?: 'active' | 'retiring' | 'gone' | 'pending';
  /** `large` for the head of a page. */
  readonly size?: 'regular' | 'large';
}

const FIRST_CUT_AT = 15;
const STEP = 4.6;
const TOP = 4.5;

/** The small key drawn from an id: the same version is recognised at a glance wherever it stands. */
export function Bitting({ id, tone = 'active', size = 'regular' }: BittingProps) {
  return (
    <svg
      className={classNames(styles['key'], styles[tone], styles[size])}
      viewBox="0 0 42 16"
      aria-hidden="true"
    >
      <circle cx="6" cy="8" r="4.6" className={styles['bow']} />
      <path d={bladeOf(id)} className={styles['blade']} />
    </svg>
  );
}

function bladeOf(id: string): string {
  const cuts = cutsOf(id);
  let path = `M10.6 10.6 V5.4 H${FIRST_CUT_AT - 2}`;
  cuts.forEach((depth, index) => {
    const at = FIRST_CUT_AT + index * STEP;
    const floor = TOP + depth * 1.05;
    path += ` L${at.toFixed(1)} ${floor.toFixed(1)} h2 L${(at + STEP - 1).toFixed(1)} ${TOP}`;
  });
  return `${path} L40 7.4 L40.4 8.4 L39 10.6 Z`;
}
