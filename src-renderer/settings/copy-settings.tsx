import { useTranslation } from 'react-i18next';
import { CheckBox } from '../design/check-box.tsx';
import { SelectField } from '../design/select-field.tsx';
import { useSession } from '../state/session.ts';
import { msOrNever } from './ms-or-never.ts';
import { setPreferences } from './set-preferences.ts';
import { SettingRow } from './setting-row.tsx';
import { SettingsGroup } from './settings-group.tsx';

const CLIPBOARD_SECONDS = [10, 30, 60, 120];

/** How long a copied secret lies about, and who may see the window. */
export function CopySettings() {
  const { t } = useTranslation();
  const facts = useSession((session) => session.facts);
  if (facts === null) return null;
  const { preferences, canBlockCapture } = facts;
  const seconds = CLIPBOARD_SECONDS.map((count) => ({
    value: String(count * 1_000),
    label: t('settings.seconds', { count }),
  }));
  return (
    <SettingsGroup group="copying">
      <SettingRow id="clipboard" name={t('settings.clipboard')}>
        <SelectField
          label={t('settings.clipboard')}
          hint={t('settings.clipboardHint')}
          value={String(preferences.clearClipboardAfterMs ?? 'never')}
          options={[...seconds, { value: 'never', label: t('settings.never') }]}
          onChange={(value) => setPreferences({ clearClipboardAfterMs: msOrNever(value) })}
        />
      </SettingRow>
      <SettingRow id="capture" {...(canBlockCapture && { name: t('settings.capture') })}>
        {canBlockCapture ? (
          <CheckBox
            label={t('settings.capture')}
            isChecked={preferences.isCaptureBlocked}
            onChange={(isCaptureBlocked) => setPreferences({ isCaptureBlocked })}
          />
        ) : (
          <p>{t('settings.captureLinux')}</p>
        )}
      </SettingRow>
    </SettingsGroup>
  );
}
