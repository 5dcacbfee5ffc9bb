import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useSession } from '../state/session.ts';
import { SettingRow } from './setting-row.tsx';
import { SettingsGroup } from './settings-group.tsx';

/** Looked at seldom, so no part of what the window loads at its start. */
const LicencesDialog = lazy(async () => ({
  default: (await import('./licences-dialog.tsx')).LicencesDialog,
}));

export function AboutSettings() {
  const { t } = useTranslation();
  const version = useSession((session) => session.facts?.version ?? '');
  const [isReading, setReading] = useState(false);
  return (
    <SettingsGroup group="about">
      <SettingRow id="version">
        <p>{t('settings.version', { version })}</p>
      </SettingRow>
      <SettingRow id="licences">
        <Button onClick={() => setReading(true)}>{t('settings.showLicences')}</Button>
      </SettingRow>
      {isReading && (
        <Suspense fallback={null}>
          <LicencesDialog onClose={() => setReading(false)} />
        </Suspense>
      )}
    </SettingsGroup>
  );
}
