import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTICE_KINDS } from '../../src-shared/desk/notice-kinds.ts';
import type { Preferences } from '../../src-shared/desk/preferences.ts';
import { CheckBox } from '../design/check-box.tsx';
import { TextField } from '../design/field.tsx';
import { parseLeadDays } from '../policy/age-draft.ts';
import { errorText } from '../state/error-text.ts';
import { useSession } from '../state/session.ts';
import { minuteOf, timeText } from './day-minutes.ts';
import styles from './reminder-settings.module.css';
import { setPreferences } from './set-preferences.ts';
import { SettingRow } from './setting-row.tsx';
import { SettingsGroup } from './settings-group.tsx';

const NIGHT = { fromMinute: 22 * 60, toMinute: 8 * 60 };
const MORNING = 9 * 60;
const DETAILS = ['noticeKinds', 'leadDays', 'digest', 'quiet'] as const;

/** When and of what to remind. */
export function ReminderSettings() {
  const { t } = useTranslation();
  const facts = useSession((session) => session.facts);
  if (facts === null) return null;
  const { preferences, hasTray } = facts;
  return (
    <SettingsGroup group="reminders" {...(hasTray ? {} : { text: t('settings.noTray') })}>
      <SettingRow
        id="remindersOn"
        name={t('settings.remindersOn')}
        {...(!preferences.areRemindersOn && { standsFor: DETAILS })}
      >
        <CheckBox
          label={t('settings.remindersOn')}
          isChecked={preferences.areRemindersOn}
          onChange={(areRemindersOn) => setPreferences({ areRemindersOn })}
        />
      </SettingRow>
      {preferences.areRemindersOn && <Details preferences={preferences} />}
    </SettingsGroup>
  );
}

function Details({ preferences }: { readonly preferences: Preferences }) {
  return (
    <>
      <NoticeKinds muted={preferences.mutedNotices} />
      <LeadDays leadDays={preferences.leadDays} />
      <Digest minute={preferences.digestMinute} />
      <QuietHours hours={preferences.quietHours} />
    </>
  );
}

function NoticeKinds({ muted }: { readonly muted: Preferences['mutedNotices'] }) {
  const { t } = useTranslation();
  return (
    <SettingRow id="noticeKinds" name={t('settings.noticeKindsName')}>
      <div className={styles['kinds']}>
        {NOTICE_KINDS.map((kind) => (
          <CheckBox
            key={kind}
            label={t(`settings.noticeKinds.${kind}`)}
            isChecked={!muted.includes(kind)}
            onChange={(isOn) => {
              const others = muted.filter((one) => one !== kind);
              setPreferences({ mutedNotices: isOn ? others : [...others, kind] });
            }}
          />
        ))}
      </div>
    </SettingRow>
  );
}

function Digest({ minute }: { readonly minute: number | null }) {
  const { t } = useTranslation();
  return (
    <SettingRow id="digest" name={t('settings.digest')}>
      <CheckBox
        label={t('settings.digest')}
        isChecked={minute !== null}
        onChange={(isOn) => setPreferences({ digestMinute: isOn ? MORNING : null })}
      />
      {minute !== null && (
        <div className={styles['times']}>
          <Time
            label={t('settings.digestAt')}
            minute={minute}
            onChange={(digestMinute) => setPreferences({ digestMinute })}
          />
        </div>
      )}
    </SettingRow>
  );
}

function QuietHours({ hours }: { readonly hours: Preferences['quietHours'] }) {
  const { t } = useTranslation();
  return (
    <SettingRow id="quiet" name={t('settings.quiet')}>
      <CheckBox
        label={t('settings.quiet')}
        isChecked={hours !== null}
        onChange={(isOn) => setPreferences({ quietHours: isOn ? NIGHT : null })}
      />
      {hours !== null && (
        <div className={styles['times']}>
          <Time
            label={t('settings.quietFrom')}
            minute={hours.fromMinute}
            onChange={(fromMinute) => setPreferences({ quietHours: { ...hours, fromMinute } })}
          />
          <Time
            label={t('settings.quietTo')}
            minute={hours.toMinute}
            onChange={(toMinute) => setPreferences({ quietHours: { ...hours, toMinute } })}
          />
        </div>
      )}
    </SettingRow>
  );
}

/** Takes effect when the field is left; what cannot be meant stays in it with its fault. */
function LeadDays({ leadDays }: { readonly leadDays: readonly number[] }) {
  const { t } = useTranslation();
  const kept = leadDays.join(', ');
  const [typed, setTyped] = useState(kept);
  const [fault, setFault] = useState<string | null>(null);
  const [known, setKnown] = useState(kept);
  if (known !== kept) {
    // Set back, or set elsewhere.
    setKnown(kept);
    setTyped(kept);
    setFault(null);
  }
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
    <SettingRow id="leadDays" name={t('settings.leadDays')}>
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
    </SettingRow>
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
