import { SearchX } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { CheckBox } from '../design/check-box.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { FilterField } from '../design/filter-field.tsx';
import { Page } from '../design/page.tsx';
import { useSheet } from '../palette/sheet.ts';
import { useSearchKeys } from '../palette/use-search-keys.ts';
import { useSession } from '../state/session.ts';
import { settings } from '../words/settings.ts';
import { AboutSettings } from './about-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { CopySettings } from './copy-settings.tsx';
import { findSettings } from './find-settings.ts';
import { LockSettings } from './lock-settings.tsx';
import { ReminderSettings } from './reminder-settings.tsx';
import { setPreferences } from './set-preferences.ts';
import { SettingRow } from './setting-row.tsx';
import { SettingsGroup } from './settings-group.tsx';
import styles from './settings-section.module.css';
import { ShownSettings } from './shown-settings.ts';
import { UpdateSettings } from './update-settings.tsx';
import { VaultSettings } from './vault-settings.tsx';
import { WindowSettings } from './window-settings.tsx';

export function SettingsSection() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useSearchKeys(input);
  const shown = useMemo(() => findSettings(typed, settings), [typed]);
  return (
    <Page title={t('shell.settings')} width="reading">
      <div className={styles['search']}>
        <FilterField
          label={t('settings.search')}
          value={typed}
          onChange={setTyped}
          count={t('settings.found', { count: shown.length })}
          input={input}
          shortcut="/"
        />
      </div>
      {shown.length === 0 ? (
        <div className={styles['none']}>
          <EmptyState
            icon={<SearchX />}
            title={t('settings.noneTitle')}
            text={t('settings.noneText')}
          >
            <Button
              onClick={() => {
                setTyped('');
                input.current?.focus();
              }}
            >
              {t('common.clearSearch')}
            </Button>
          </EmptyState>
        </div>
      ) : (
        <ShownSettings value={shown}>
          <AppearanceSettings />
          <WindowSettings />
          <LockSettings />
          <CopySettings />
          <ReminderSettings />
          <VaultSettings />
          <ShortcutSettings />
          <UpdateSettings />
          <AboutSettings />
        </ShownSettings>
      )}
    </Page>
  );
}

function ShortcutSettings() {
  const { t } = useTranslation();
  const preferences = useSession((session) => session.facts?.preferences);
  if (preferences === undefined) return null;
  return (
    <SettingsGroup group="shortcuts">
      <SettingRow id="singleKeys" name={t('settings.singleKeys')}>
        <CheckBox
          label={t('settings.singleKeys')}
          isChecked={preferences.areSingleKeyShortcutsOn}
          onChange={(areSingleKeyShortcutsOn) => setPreferences({ areSingleKeyShortcutsOn })}
        />
      </SettingRow>
      <SettingRow id="showShortcuts">
        <Button onClick={() => useSheet.getState().open()}>{t('settings.showShortcuts')}</Button>
      </SettingRow>
    </SettingsGroup>
  );
}
