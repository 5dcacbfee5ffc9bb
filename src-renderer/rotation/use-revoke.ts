import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { ask } from '../bridge.ts';
import { notify } from '../design/toasts.tsx';
import { errorText } from '../state/error-text.ts';
import type { RevokeWish } from './revoke-fields.tsx';

/** Revokes the key, or the one version; `onDone` runs after it. */
export function useRevoke(view: KeyView, versionId: string | null, onDone: () => void) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { id, name } = view.key;
  const revoke = async ({ code, note }: RevokeWish): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const why = { code, note: note.trim() === '' ? null : note.trim() };
      await ask('key:revoke', { key: id, versionId, ...why });
      const title =
        versionId === null
          ? t('rotation.revoked', { name })
          : t('rotation.versionRevoked', { id: versionId });
      notify({ title });
      onDone();
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { fault, isBusy, revoke };
}
