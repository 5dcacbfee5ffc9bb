import { useEffect, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { UpdatesState } from '../../src-shared/desk/updates-state.ts';
import { tell } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { CheckBox } from '../design/check-box.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { notify } from '../design/toasts.tsx';
import { errorText } from '../state/error-text.ts';
import { useSession } from '../state/session.ts';
import { setPreferences } from './set-preferences.ts';
import { SettingRow } from './setting-row.tsx';
import { SettingsGroup } from './settings-group.tsx';

/** Whether updates are looked for, and what the last look found. A package without a feed offers no switch, and says so. */
export function UpdateSettings() {
  const { t } = useTranslation();
  const isOn = useSession((session) => session.facts?.preferences.areUpdatesLookedFor);
  const { updates, isLooking, look } = useUpdates();
  if (isOn === undefined || updates === null) return null;
  const { feedHost, lastLook } = updates;
  if (feedHost === null) {
    return (
      <SettingsGroup group="updates">
        <SettingRow id="updates">
          <p>{t('settings.updatesWithoutFeed')}</p>
        </SettingRow>
      </SettingsGroup>
    );
  }
  return (
    <SettingsGroup group="updates">
      <SettingRow id="updates" name={t('settings.updates')}>
        <CheckBox
          label={t('settings.updatesOn', { host: feedHost })}
          isChecked={isOn === true}
          onChange={(areUpdatesLookedFor) => setPreferences({ areUpdatesLookedFor })}
        />
        <p role="status">
          {isOn === true ? (
            <LastLook lastLook={lastLook} />
          ) : (
            t(isOn === null ? 'settings.updatesUnasked' : 'settings.updatesOff')
          )}
        </p>
      </SettingRow>
      {isOn === true && (
        <SettingRow id="updates">
          <Button isBusy={isLooking} onClick={look}>
            {t('settings.lookNow')}
          </Button>
        </SettingRow>
      )}
    </SettingsGroup>
  );
}

function LastLook({ lastLook }: Pick<UpdatesState, 'lastLook'>) {
  const { t } = useTranslation();
  if (lastLook === null) return t('settings.notLookedYet');
  const { atMs, found, version } = lastLook;
  return (
    <Trans
      t={t}
      i18nKey={`settings.lookFound.${found}`}
      values={{ version: version ?? '' }}
      components={{ when: <RelativeTime atMs={atMs} /> }}
    />
  );
}

/** Null until main has said how it stands. */
function useUpdates() {
  const { t } = useTranslation();
  const [updates, setUpdates] = useState<UpdatesState | null>(null);
  const [isLooking, setLooking] = useState(false);
  useEffect(() => {
    let isLeft = false;
    void tell('updates:state', {}).then((state) => {
      if (!isLeft) setUpdates(state);
    });
    return () => {
      isLeft = true;
    };
  }, []);
  const look = (): void => {
    setLooking(true);
    tell('updates:look', {})
      .then(setUpdates)
      .catch((error: unknown) => notify({ title: t('common.error'), text: errorText(error) }))
      .finally(() => setLooking(false));
  };
  return { updates, isLooking, look };
}
