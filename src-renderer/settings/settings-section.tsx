import { useTranslation } from 'react-i18next';
import { THEMES } from '../../src-shared/desk/preferences.ts';
import { Button } from '../design/button.tsx';
import { CheckBox } from '../design/check-box.tsx';
import { Page } from '../design/page.tsx';
import { SelectField } from '../design/select-field.tsx';
import { useSheet } from '../palette/sheet.ts';
import { TEXT_SIZES } from '../palette/text-size.ts';
import { useSession } from '../state/session.ts';
import { ReminderSettings } from './reminder-settings.tsx';
import { setPreferences } from './set-preferences.ts';
import { SettingsGroup } from './settings-group.tsx';
import { VaultSettings } from './vault-settings.tsx';

const IDLE_MINUTES = [1, 5, 10, 15, 60];
const CLIPBOARD_SECONDS = [10, 30, 60, 120];

export function SettingsSection() {
  const { t } = useTranslation();
  const facts = useSession((session) => session.facts);
  if (facts === null) return null;
  const { preferences } = facts;
  return (
    <Page title={t('shell.settings')} width="reading">
      <SettingsGroup title={t('settings.appearance')}>
        <SelectField
          label={t('settings.theme')}
          value={preferences.theme}
          options={THEMES.map((theme) => ({ value: theme, label: t(`settings.themes.${theme}`) }))}
          onChange={(value) => {
            const theme = THEMES.find((known) => known === value);
            if (theme !== undefined) setPreferences({ theme });
          }}
        />
        <SelectField
          label={t('settings.textSize')}
          value={String(preferences.zoom)}
          options={TEXT_SIZES.map((size) => ({
            value: String(size),
            label: t('settings.percent', { percent: Math.round(size * 100) }),
          }))}
          onChange={(value) => setPreferences({ zoom: Number(value) })}
        />
      </SettingsGroup>
      <Locking />
      <Copying />
      <ReminderSettings />
      <VaultSettings />
      <SettingsGroup title={t('settings.shortcuts')}>
        <CheckBox
          label={t('settings.singleKeys')}
          isChecked={preferences.areSingleKeyShortcutsOn}
          onChange={(areSingleKeyShortcutsOn) => setPreferences({ areSingleKeyShortcutsOn })}
        />
        <div>
          <Button onClick={() => useSheet.getState().open()}>{t('settings.showShortcuts')}</Button>
        </div>
      </SettingsGroup>
      <SettingsGroup title={t('settings.about')}>
        <p>{t('settings.version', { version: facts.version })}</p>
      </SettingsGroup>
    </Page>
  );
}

function Locking() {
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
    <SettingsGroup title={t('settings.locking')}>
      <SelectField
        label={t('settings.idle')}
        value={String(preferences.lockAfterIdleMs ?? 'never')}
        options={[...idle, { value: 'never', label: t('settings.never') }]}
        onChange={(value) => setPreferences({ lockAfterIdleMs: msOrNever(value) })}
      />
      <CheckBox
        label={t('settings.sleep')}
        isChecked={preferences.isLockedOnSleep}
        onChange={(isLockedOnSleep) => setPreferences({ isLockedOnSleep })}
      />
      <CheckBox
        label={t('settings.screenLock')}
        isChecked={preferences.isLockedOnScreenLock}
        onChange={(isLockedOnScreenLock) => setPreferences({ isLockedOnScreenLock })}
      />
    </SettingsGroup>
  );
}

function Copying() {
  const { t } = useTranslation();
  const facts = useSession((session) => session.facts);
  if (facts === null) return null;
  const { preferences, canBlockCapture } = facts;
  const seconds = CLIPBOARD_SECONDS.map((count) => ({
    value: String(count * 1_000),
    label: t('settings.seconds', { count }),
  }));
  return (
    <SettingsGroup title={t('settings.copying')} text={t('settings.clipboardHint')}>
      <SelectField
        label={t('settings.clipboard')}
        value={String(preferences.clearClipboardAfterMs ?? 'never')}
        options={[...seconds, { value: 'never', label: t('settings.never') }]}
        onChange={(value) => setPreferences({ clearClipboardAfterMs: msOrNever(value) })}
      />
      {canBlockCapture ? (
        <CheckBox
          label={t('settings.capture')}
          isChecked={preferences.isCaptureBlocked}
          onChange={(isCaptureBlocked) => setPreferences({ isCaptureBlocked })}
        />
      ) : (
        <p>{t('settings.captureLinux')}</p>
      )}
    </SettingsGroup>
  );
}

function msOrNever(value: string): number | null {
  return value === 'never' ? null : Number(value);
}
