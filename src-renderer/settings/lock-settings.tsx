import { useTranslation } from 'react-i18next';
import { CheckBox } from '../design/check-box.tsx';
import { SelectField } from '../design/select-field.tsx';
import { useSession } from '../state/session.ts';
import { msOrNever } from './ms-or-never.ts';
import { setPreferences } from './set-preferences.ts';
import { SettingRow } from './setting-row.tsx';
import { SettingsGroup } from './settings-group.tsx';

const IDLE_MINUTES = [1, 5, 10, 15, 60];

/** What locks the vault by itself. */
export function LockSettings() {
  const { t } = useTranslation();
  const preferences = useSession((session) => session.facts?.preferences);
  if (preferences === undefined) return null;
  const idle = IDLE_MINUTES.map((minutes) => ({
    value: String(minutes * 60_000),
    label:
      minutes < 60
        ? t('settings.minutes', { count: minutes })
        : t('settings.hours', { count: minutes / 60 }),
  }));
  return (
    <SettingsGroup group="locking">
      <SettingRow id="idle" name={t('settings.idle')}>
        <SelectField
          label={t('settings.idle')}
          value={String(preferences.lockAfterIdleMs ?? 'never')}
          options={[...idle, { value: 'never', label: t('settings.never') }]}
          onChange={(value) => setPreferences({ lockAfterIdleMs: msOrNever(value) })}
        />
      </SettingRow>
      <SettingRow id="sleep" name={t('settings.sleep')}>
        <CheckBox
          label={t('settings.sleep')}
          isChecked={preferences.isLockedOnSleep}
          onChange={(isLockedOnSleep) => setPreferences({ isLockedOnSleep })}
        />
      </SettingRow>
      <SettingRow id="screenLock" name={t('settings.screenLock')}>
        <CheckBox
          label={t('settings.screenLock')}
          isChecked={preferences.isLockedOnScreenLock}
          onChange={(isLockedOnScreenLock) => setPreferences({ isLockedOnScreenLock })}
        />
      </SettingRow>
    </SettingsGroup>
  );
}
