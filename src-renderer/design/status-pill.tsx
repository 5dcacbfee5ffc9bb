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
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import styles from './status-pill.module.css';

/** How urgent a state looks; the icon and the word say which it is. */
type Tone = 'good' | 'warn' | 'bad' | 'blue' | 'unknown';

const LOOKS = {
  active: { tone: 'good', Icon: Check },
  ok: { tone: 'good', Icon: Check },
  valid: { tone: 'good', Icon: Check },
  rotating: { tone: 'warn', Icon: RefreshCw },
  retiring: { tone: 'warn', Icon: Hourglass },
  due: { tone: 'warn', Icon: CalendarClock },
  overdue: { tone: 'bad', Icon: TriangleAlert },
  expired: { tone: 'bad', Icon: CalendarClock },
  revoked: { tone: 'bad', Icon: Ban },
  retired: { tone: 'unknown', Icon: CircleDashed },
  disabled: { tone: 'unknown', Icon: CirclePause },
  'not-yet-valid': { tone: 'blue', Icon: Hourglass },
  pending: { tone: 'blue', Icon: CircleDashed },
  deleted: { tone: 'unknown', Icon: Trash2 },
  unknown: { tone: 'unknown', Icon: CircleHelp },
} as const satisfies Record<string, { tone: Tone; Icon: typeof Check }>;

export type Status = keyof typeof LOOKS;

interface StatusPillProps {
  readonly status: Status;
  /** In a list what is well stays in the background, so that the rest is found at a glance. */
  readonly isQuiet?: boolean;
}

/** State as icon, word and colour together, so that no one of them is needed. */
export function StatusPill({ status, isQuiet = false }: StatusPillProps) {
  const { t } = useTranslation();
  const { tone, Icon } = LOOKS[status];
  return (
    <span className={classNames(styles['pill'], styles[tone], isQuiet && styles['quiet'])}>
      <Icon aria-hidden="true" />
      {t(`status.${status}`)}
    </span>
  );
}
