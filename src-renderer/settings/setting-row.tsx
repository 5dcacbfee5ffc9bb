import { RotateCcw } from 'lucide-react';
import { type ReactNode, useContext, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useSession } from '../state/session.ts';
import { setPreferences } from './set-preferences.ts';
import { backToDefault, isAtDefault } from './setting-defaults.ts';
import type { SettingId } from './setting-index.ts';
import styles from './setting-row.module.css';
import { ShownSettings } from './shown-settings.ts';

interface SettingRowProps {
  readonly id: SettingId;
  /** What the way back is called; left out: the row is no preference. */
  readonly name?: string;
  /** Rows that stand behind this one and cannot be shown themselves. */
  readonly standsFor?: readonly SettingId[];
  readonly children: ReactNode;
}

/** One thing to set, with the way back to how the program comes. */
export function SettingRow({ id, name, standsFor = [], children }: SettingRowProps) {
  const { t } = useTranslation();
  const shown = useContext(ShownSettings);
  const preferences = useSession((session) => session.facts?.preferences);
  const row = useRef<HTMLDivElement>(null);
  if (![id, ...standsFor].some((one) => shown.includes(one))) return null;
  const isChanged = preferences !== undefined && !isAtDefault(id, preferences);
  return (
    <div className={styles['row']} ref={row}>
      {children}
      {isChanged && name !== undefined && (
        <div className={styles['changed']}>
          <span>{t('settings.isChanged')}</span>
          <Button
            look="quiet"
            size="small"
            icon={<RotateCcw />}
            aria-label={t('settings.resetOne', { name })}
            onClick={() => {
              setPreferences(backToDefault(id));
              // The button goes away; the control says aloud what holds now.
              row.current?.querySelector<HTMLElement>('input, select, button')?.focus();
            }}
          >
            {t('settings.reset')}
          </Button>
        </div>
      )}
    </div>
  );
}
