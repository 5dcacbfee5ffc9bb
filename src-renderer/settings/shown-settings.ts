/** The rows that answer the search; a row and a group ask whether they are among them. */
import { createContext } from 'react';
import { SETTING_IDS, type SettingId } from './setting-index.ts';

export const ShownSettings = createContext<readonly SettingId[]>(SETTING_IDS);
