import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { ask, tell } from '../bridge.ts';
import { Button } from '../design/button.tsx';
import { PasswordField } from '../design/field.tsx';
import { typedIn } from '../design/form-text.ts';
import { dayText } from '../design/time-words.ts';
import { notify } from '../design/toasts.tsx';
import { CreateDialog } from '../directory/create-dialog.tsx';
import { errorText } from '../state/error-text.ts';
import { useSession } from '../state/session.ts';
import { SettingRow } from './setting-row.tsx';
import { SettingsGroup } from './settings-group.tsx';
import styles from './vault-settings.module.css';

type Asking = 'password' | 'remember' | null;

export function VaultSettings() {
  const { t } = useTranslation();
  const status = useSession((session) => session.status);
  const [asking, setAsking] = useState<Asking>(null);
  if (status === null) return null;
  const run = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notify({ title: t('common.error'), text: errorText(error) });
    }
  };
  return (
    <SettingsGroup group="vault" text={t('settings.rememberText')}>
      <SettingRow id="vault">
        <p className={styles['path']}>{status.path}</p>
        <div className={styles['buttons']}>
          <Button onClick={() => setAsking('password')}>{t('settings.password')}</Button>
          <Button onClick={() => void run(backUp)}>{t('settings.backup')}</Button>
          {status.rememberedUntilMs === null ? (
            <Button onClick={() => setAsking('remember')}>{t('settings.rememberStart')}</Button>
          ) : (
            <Button onClick={() => void run(forget)}>{t('settings.forget')}</Button>
          )}
        </div>
        {status.rememberedUntilMs !== null && (
          <p>{t('settings.remembered', { day: dayText(status.rememberedUntilMs) })}</p>
        )}
      </SettingRow>
      {asking === 'password' && <ChangePassword onClose={() => setAsking(null)} />}
      {asking === 'remember' && <Remember onClose={() => setAsking(null)} />}
    </SettingsGroup>
  );

  async function backUp(): Promise<void> {
    const day = new Date().toISOString().slice(0, 10);
    const suggestedName = `keywright-${day}.backup.db`;
    const { file } = await tell('dialog:choose-new-file', { purpose: 'backup', suggestedName });
    if (file === null) return;
    const { entries } = await ask('vault:backup', { file });
    notify({ title: t('settings.backedUp', { entries }), text: file });
  }
}

async function forget(): Promise<void> {
  await ask('vault:forget', {});
  await rereadStatus();
}

async function rereadStatus(): Promise<void> {
  useSession.getState().entered(await ask('engine:status', {}));
}

function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const change = async (fields: FormData): Promise<void> => {
    const password = typedIn(fields, 'password');
    if (password !== fields.get('again')) {
      throw new KeywrightError('usage/password-rejected', t('firstRun.differs'));
    }
    const { isComplete } = await ask('vault:change-password', { password });
    notify({ title: t(isComplete ? 'settings.changed' : 'settings.changePending') });
  };
  return (
    <CreateDialog
      title={t('settings.password')}
      confirm={t('settings.save')}
      onClose={onClose}
      create={change}
    >
      <PasswordField name="password" label={t('settings.newPassword')} required />
      <PasswordField name="again" label={t('firstRun.again')} required />
    </CreateDialog>
  );
}

function Remember({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const begin = async (fields: FormData): Promise<void> => {
    await ask('vault:remember', { password: typedIn(fields, 'password') });
    await rereadStatus();
  };
  return (
    <CreateDialog
      title={t('settings.remember')}
      confirm={t('settings.rememberStart')}
      onClose={onClose}
      create={begin}
    >
      <p>{t('settings.rememberText')}</p>
      <PasswordField name="password" label={t('settings.currentPassword')} required />
    </CreateDialog>
  );
}
