import { useTranslation } from 'react-i18next';
import { CheckBox } from '../design/check-box.tsx';
import { useSession } from '../state/session.ts';
import { LoginStartRow } from './login-start-row.tsx';
import { setPreferences } from './set-preferences.ts';
import { SettingRow } from './setting-row.tsx';
import { SettingsGroup } from './settings-group.tsx';

/** How the window comes and goes: what closing it means, and whether it starts at login. */
export function WindowSettings() {
  const { t } = useTranslation();
  const facts = useSession((session) => session.facts);
  if (facts === null) return null;
  const { preferences, hasTray } = facts;
  return (
    <SettingsGroup group="window">
      <SettingRow id="keptInTray" {...(hasTray && { name: t('settings.keptInTray') })}>
        {hasTray ? (
          <CheckBox
            label={t('settings.keptInTray')}
            isChecked={preferences.isKeptInTray}
            onChange={(isKeptInTray) => setPreferences({ isKeptInTray })}
          />
        ) : (
          <p>{t('settings.quitsWithoutTray')}</p>
        )}
      </SettingRow>
      <LoginStartRow hasTray={hasTray} />
    </SettingsGroup>
  );
}
