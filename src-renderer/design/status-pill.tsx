import {
  Ban,
  CalendarClock,
  Check,
  CircleDashed,
  CircleHelp,
  CirclePause,
  Hourglass,
  RefreshCw,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import styles from './status-pill.module.css';

/** How urgent a state looks; the icon and the word say which it is. */
type Tone = 'good' | 'warn' | 'bad' | 'blue' | 'unknown';

// Icons are made once: a list that fills its rows anew finds them unchanged.
const LOOKS = {
  active: { tone: 'good', icon: <Check aria-hidden="true" /> },
  ok: { tone: 'good', icon: <Check aria-hidden="true" /> },
  valid: { tone: 'good', icon: <Check aria-hidden="true" /> },
  rotating: { tone: 'warn', icon: <RefreshCw aria-hidden="true" /> },
  retiring: { tone: 'warn', icon: <Hourglass aria-hidden="true" /> },
  due: { tone: 'warn', icon: <CalendarClock aria-hidden="true" /> },
  overdue: { tone: 'bad', icon: <TriangleAlert aria-hidden="true" /> },
  expired: { tone: 'bad', icon: <CalendarClock aria-hidden="true" /> },
  revoked: { tone: 'bad', icon: <Ban aria-hidden="true" /> },
  retired: { tone: 'unknown', icon: <CircleDashed aria-hidden="true" /> },
  disabled: { tone: 'unknown', icon: <CirclePause aria-hidden="true" /> },
  'not-yet-valid': { tone: 'blue', icon: <Hourglass aria-hidden="true" /> },
  pending: { tone: 'blue', icon: <CircleDashed aria-hidden="true" /> },
  deleted: { tone: 'unknown', icon: <Trash2 aria-hidden="true" /> },
  unknown: { tone: 'unknown', icon: <CircleHelp aria-hidden="true" /> },
} as const satisfies Record<string, { tone: Tone; icon: ReactNode }>;

export type Status = keyof typeof LOOKS;

export const STATUSES = Object.keys(LOOKS) as readonly Status[];

interface StatusPillProps {
  readonly status: Status;
  /** In a list what is well stays in the background, so that the rest is found at a glance. */
  readonly isQuiet?: boolean;
}

/** State as icon, word and colour together, so that no one of them is needed. */
export function StatusPill({ status, isQuiet = false }: StatusPillProps) {
  const { t } = useTranslation();
  return <StatusMark status={status} word={t(`status.${status}`)} isQuiet={isQuiet} />;
}

/** A StatusPill whose word is known already, for rows of a long list. */
export function StatusMark(props: StatusPillProps & { readonly word: string }) {
  const { status, word, isQuiet = false } = props;
  const { tone, icon } = LOOKS[status];
  return (
    <span className={classNames(styles['pill'], styles[tone], isQuiet && styles['quiet'])}>
      {icon}
      {word}
    </span>
  );
}
