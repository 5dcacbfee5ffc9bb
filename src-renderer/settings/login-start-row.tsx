import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoginStart } from '../../src-shared/desk/login-start.ts';
import { tell } from '../bridge.ts';
import { CheckBox } from '../design/check-box.tsx';
import { notify } from '../design/toasts.tsx';
import { errorText } from '../state/error-text.ts';
import { SettingRow } from './setting-row.tsx';

/** Whether Keywright starts at login, as the system says whenever the settings are looked at; nothing of ours remembers it. */
export function LoginStartRow({ hasTray }: { readonly hasTray: boolean }) {
  const { t } = useTranslation();
  const { start, set } = useLoginStart();
  if (start === null) return null;
  if (start.kind === 'unavailable') {
    return (
      <SettingRow id="loginStart">
        <p>{t('settings.loginStartUnpackaged')}</p>
      </SettingRow>
    );
  }
  const usual = hasTray ? 'settings.loginStartHidden' : 'settings.loginStartShown';
  return (
    <SettingRow id="loginStart">
      <CheckBox label={t('settings.loginStart')} isChecked={start.isOn} onChange={set} />
      <p>{t(start.note === null ? usual : `settings.loginStartNotes.${start.note}`)}</p>
    </SettingRow>
  );
}

/** Null until main has asked the system. */
function useLoginStart() {
  const { t } = useTranslation();
  const [start, setStart] = useState<LoginStart | null>(null);
  useEffect(() => {
    let isLeft = false;
    const look = (): void => {
      void tell('login-start:look', {}).then((now) => {
        if (!isLeft) setStart(now);
      });
    };
    look();
    // The person may come back from the system's own settings.
    window.addEventListener('focus', look);
    return () => {
      isLeft = true;
      window.removeEventListener('focus', look);
    };
  }, []);
  const set = (isOn: boolean): void => {
    tell('login-start:set', { isOn })
      .then(setStart)
      .catch((error: unknown) => notify({ title: t('common.error'), text: errorText(error) }));
  };
  return { start, set };
}
