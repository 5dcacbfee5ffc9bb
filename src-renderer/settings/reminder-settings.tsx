import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preferences } from '../../src-shared/desk/preferences.ts';
import { NOTICE_KINDS } from '../../src-shared/desk/reminders-view.ts';
import { CheckBox } from '../design/check-box.tsx';
import { TextField } from '../design/field.tsx';
import { parseLeadDays } from '../policy/age-draft.ts';
import { errorText } from '../state/error-text.ts';
import { useSession } from '../state/session.ts';
import { minuteOf, timeText } from './day-minutes.ts';
import styles from './reminder-settings.module.css';
import { setPreferences } from './set-preferences.ts';
import { SettingsGroup } from './settings-group.tsx';

const NIGHT = { fromMinute: 22 * 60, toMinute: 8 * 60 };
const MORNING = 9 * 60;

/** When and of what to remind. */
export function ReminderSettings() {
  const { t } = useTranslation();
  const facts = useSession((session) => session.facts);
  if (facts === null) return null;
  const { preferences, hasTray } = facts;
  return (
    <SettingsGroup
      title={t('settings.reminders')}
      {...(hasTray ? {} : { text: t('settings.noTray') })}
    >
      <CheckBox
        label={t('settings.remindersOn')}
        isChecked={preferences.areRemindersOn}
        onChange={(areRemindersOn) => setPreferences({ areRemindersOn })}
      />
      {preferences.areRemindersOn && <Details preferences={preferences} />}
    </SettingsGroup>
  );
}

function Details({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTranslation();
  const { mutedNotices, quietHours, digestMinute } = preferences;
  return (
    <>
      <div className={styles['kinds']}>
        {NOTICE_KINDS.map((kind) => (
          <CheckBox
            key={kind}
            label={t(`settings.noticeKinds.${kind}`)}
            isChecked={!mutedNotices.includes(kind)}
            onChange={(isOn) => {
              const others = mutedNotices.filter((muted) => muted !== kind);
              setPreferences({ mutedNotices: isOn ? others : [...others, kind] });
            }}
          />
        ))}
      </div>
      <LeadDays leadDays={preferences.leadDays} />
      <CheckBox
        label={t('settings.digest')}
        isChecked={digestMinute !== null}
        onChange={(isOn) => setPreferences({ digestMinute: isOn ? MORNING : null })}
      />
      {digestMinute !== null && (
        <div className={styles['times']}>
          <Time
            label={t('settings.digestAt')}
            minute={digestMinute}
            onChange={(minute) => setPreferences({ digestMinute: minute })}
          />
        </div>
      )}
      <CheckBox
        label={t('settings.quiet')}
        isChecked={quietHours !== null}
        onChange={(isOn) => setPreferences({ quietHours: isOn ? NIGHT : null })}
      />
      {quietHours !== null && (
        <div className={styles['times']}>
          <Time
            label={t('settings.quietFrom')}
            minute={quietHours.fromMinute}
            onChange={(fromMinute) => setPreferences({ quietHours: { ...quietHours, fromMinute } })}
          />
          <Time
            label={t('settings.quietTo')}
            minute={quietHours.toMinute}
            onChange={(toMinute) => setPreferences({ quietHours: { ...quietHours, toMinute } })}
          />
        </div>
      )}
    </>
  );
}

/** Takes effect when the field is left; what cannot be meant stays in it with its fault. */
function LeadDays({ leadDays }: { readonly leadDays: readonly number[] }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(leadDays.join(', '));
  const [fault, setFault] = useState<string | null>(null);
  const save = (): void => {
    try {
      const next = parseLeadDays(typed);
      setFault(null);
      setTyped(next.join(', '));
      setPreferences({ leadDays: next });
    } catch (error) {
      setFault(errorText(error));
    }
  };
  return (
    <TextField
      label={t('settings.leadDays')}
      hint={t('settings.leadDaysHint')}
      fault={fault}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}

interface TimeProps {
  readonly label: string;
  readonly minute: number;
  readonly onChange: (minute: number) => void;
}

function Time({ label, minute, onChange }: TimeProps) {
  return (
    <TextField
      label={label}
      type="time"
      value={timeText(minute)}
      onChange={(event) => {
        const typed = minuteOf(event.target.value);
        if (typed !== null) onChange(typed);
      }}
    />
  );
}
