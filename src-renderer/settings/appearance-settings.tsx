import { useTranslation } from 'react-i18next';
import { THEMES } from '../../src-shared/desk/default-preferences.ts';
import { SelectField } from '../design/select-field.tsx';
import { TEXT_SIZES } from '../palette/text-size.ts';
import { useSession } from '../state/session.ts';
import { setPreferences } from './set-preferences.ts';
import { SettingRow } from './setting-row.tsx';
import { SettingsGroup } from './settings-group.tsx';

export function AppearanceSettings() {
  const { t } = useTranslation();
  const preferences = useSession((session) => session.facts?.preferences);
  if (preferences === undefined) return null;
  return (
    <SettingsGroup group="appearance">
      <SettingRow id="theme" name={t('settings.theme')}>
        <SelectField
          label={t('settings.theme')}
          value={preferences.theme}
          options={THEMES.map((theme) => ({ value: theme, label: t(`settings.themes.${theme}`) }))}
          onChange={(value) => {
            const theme = THEMES.find((known) => known === value);
            if (theme !== undefined) setPreferences({ theme });
          }}
        />
      </SettingRow>
      <SettingRow id="textSize" name={t('settings.textSize')}>
        <SelectField
          label={t('settings.textSize')}
          value={String(preferences.zoom)}
          options={TEXT_SIZES.map((size) => ({
            value: String(size),
            label: t('settings.percent', { percent: Math.round(size * 100) }),
          }))}
          onChange={(value) => setPreferences({ zoom: Number(value) })}
        />
      </SettingRow>
    </SettingsGroup>
  );
}
