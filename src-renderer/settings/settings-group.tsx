import { type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { SETTINGS, type SettingGroupId } from './setting-index.ts';
import styles from './settings-group.module.css';
import { ShownSettings } from './shown-settings.ts';

interface SettingsGroupProps {
  readonly group: SettingGroupId;
  readonly text?: string;
  readonly children: ReactNode;
}

/** Not there while none of its rows answers the search. */
export function SettingsGroup({ group, text, children }: SettingsGroupProps) {
  const { t } = useTranslation();
  const shown = useContext(ShownSettings);
  if (!shown.some((id) => SETTINGS[id].group === group)) return null;
  return (
    <section className={styles['group']}>
      <h2>{t(`settings.${group}`)}</h2>
      <div className={styles['items']}>
        {children}
        {text !== undefined && <p className={styles['text']}>{text}</p>}
      </div>
    </section>
  );
}
